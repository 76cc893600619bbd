package rules

import (
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/credlint/credlint/checker/finding"
)

// A use says who may call a builtin of OPA, or why nobody may.
type use int

const (
	unclassed use = iota // an update of OPA brought it
	forLaw
	forTests // tests in Rego make inputs and names of them
	network
	clock
	zone
	environment
	random
	printing
	files
	keys
	patterns
	large
	foreign
	internal
	outdated
)

// reasons say why a builtin is refused.
var reasons = map[use]finding.Text{
	unclassed:   {ZH: "本程序尚未审查该函数", EN: "it is new and nobody has looked at it"},
	forTests:    {ZH: "仅供测试使用：法律只比较事实与常量，不拼接文本", EN: "it is for tests only: law compares facts with constants and makes no texts"},
	network:     {ZH: "它读取网络", EN: "it reads the network"},
	clock:       {ZH: "它读取时钟", EN: "it reads the clock"},
	zone:        {ZH: "它可能读取本机的时区", EN: "it may read the time zones of the machine"},
	environment: {ZH: "它读取运行环境", EN: "it reads the environment"},
	random:      {ZH: "其结果是随机的", EN: "its result is random"},
	printing:    {ZH: "它输出文字", EN: "it prints"},
	files:       {ZH: "它可能读取文件或者网络上的架构", EN: "it may read schemas from files or the network"},
	keys:        {ZH: "它处理密钥、证书或者摘要", EN: "it handles keys, certificates or digests"},
	patterns:    {ZH: "它按模式匹配文本，而事实是枚举、数值、日期和期限", EN: "it matches texts with patterns, and facts are enumerations, numbers, days and periods"},
	large:       {ZH: "小的参数即可产生极大的结果", EN: "small arguments can make its result very large"},
	foreign:     {ZH: "法律判断不需要它", EN: "no law needs it"},
	internal:    {ZH: "它供 OPA 内部使用", EN: "it is OPA's own"},
	outdated:    {ZH: "OPA 已弃用该函数", EN: "OPA has deprecated it"},
}

// builtins classes every builtin of OPA. Law compares facts with constants: it may call what that takes, and nothing of which
// the result depends on more than the arguments, or grows faster than these. A test fails for a builtin that is not here.
var builtins = map[use]string{
	forLaw: `
		assign eq equal neq lt lte gt gte internal.member_2 internal.member_3
		plus minus mul div rem and or count max min sum to_number
		array.reverse array.slice intersection union
		object.get object.keys object.remove object.subset object.union
		contains endswith startswith lower upper substring trim trim_left trim_prefix trim_right trim_space trim_suffix
		is_array is_boolean is_null is_number is_object is_set is_string type_name
		json.marshal time.parse_rfc3339_ns`,
	forTests:    `array.concat concat json.filter json.patch json.remove object.filter object.union_n sort split sprintf internal.test_case`,
	network:     `http.send net.lookup_ip_addr providers.aws.sign_req`,
	clock:       `time.now_ns`,
	zone:        `time.add_date time.clock time.date time.diff time.format time.parse_ns time.weekday`,
	environment: `opa.runtime rego.metadata.chain rego.metadata.rule rego.parse_module`,
	random:      `rand.intn uuid.rfc4122`,
	printing:    `print internal.print trace`,
	files: `
		json.match_schema json.verify_schema
		graphql.is_valid graphql.parse graphql.parse_and_verify graphql.parse_query graphql.parse_schema graphql.schema_is_valid`,
	keys: `
		crypto.hmac.equal crypto.hmac.md5 crypto.hmac.sha1 crypto.hmac.sha256 crypto.hmac.sha512 crypto.md5 crypto.sha1 crypto.sha256
		crypto.parse_private_keys crypto.x509.parse_and_verify_certificates crypto.x509.parse_and_verify_certificates_with_options
		crypto.x509.parse_certificate_request crypto.x509.parse_certificates crypto.x509.parse_keypair crypto.x509.parse_rsa_private_key
		io.jwt.decode io.jwt.decode_verify io.jwt.encode_sign io.jwt.encode_sign_raw io.jwt.verify_eddsa io.jwt.verify_es256
		io.jwt.verify_es384 io.jwt.verify_es512 io.jwt.verify_hs256 io.jwt.verify_hs384 io.jwt.verify_hs512 io.jwt.verify_ps256
		io.jwt.verify_ps384 io.jwt.verify_ps512 io.jwt.verify_rs256 io.jwt.verify_rs384 io.jwt.verify_rs512`,
	patterns: `
		glob.match glob.quote_meta regex.find_all_string_submatch_n regex.find_n regex.globs_match regex.is_valid regex.match
		regex.replace regex.split regex.template_match`,
	large: `
		abs bits.lsh ceil floor format_int round net.cidr_expand numbers.range numbers.range_step product replace strings.render_template
		strings.replace_n json.unmarshal yaml.is_valid yaml.marshal yaml.unmarshal internal.template_string walk
		graph.reachable graph.reachable_paths`,
	foreign: `
		array.flatten base64.decode base64.encode base64.is_valid base64url.decode base64url.encode base64url.encode_no_pad
		bits.and bits.negate bits.or bits.rsh bits.xor hex.decode hex.encode indexof indexof_n json.is_valid
		json.marshal_with_options net.cidr_contains net.cidr_contains_matches net.cidr_intersects net.cidr_is_valid net.cidr_merge
		semver.compare semver.is_valid strings.any_prefix_match strings.any_suffix_match strings.count strings.reverse
		strings.split_n time.parse_duration_ns units.parse units.parse_bytes uri.is_valid uri.parse urlquery.decode urlquery.decode_object
		urlquery.encode urlquery.encode_object uuid.parse`,
	outdated: `all any cast_array cast_boolean cast_null cast_object cast_set cast_string net.cidr_overlap re_match set_diff`,
}

// uses are the builtins by name.
var uses = sync.OnceValue(func() map[string]use {
	out := map[string]use{}
	for use, names := range builtins {
		for name := range strings.FieldsSeq(names) {
			out[name] = use
		}
	}
	return out
})

// Capabilities are the builtins that law may call. It reads the practice and the day, and nothing of the machine.
var Capabilities = sync.OnceValue(func() *ast.Capabilities { return capabilities(forLaw) })

// TestCapabilities are the builtins that tests in Rego may call.
var TestCapabilities = sync.OnceValue(func() *ast.Capabilities { return capabilities(forLaw, forTests) })

func capabilities(allowed ...use) *ast.Capabilities {
	out := *ast.CapabilitiesForThisVersion()
	out.AllowNet = []string{}
	out.Builtins = slices.DeleteFunc(slices.Clone(out.Builtins), func(b *ast.Builtin) bool { return !slices.Contains(allowed, uses()[b.Name]) })
	return &out
}

// refused are the builtins that a module calls and that law may not call. OPA's compiler leaves out calls that print, so that it
// does not find these.
func refused(m *ast.Module) (errs ast.Errors) {
	own := map[string]bool{}
	for _, r := range m.Rules {
		own[r.Head.Ref()[0].Value.String()] = true
	}
	check := func(operator *ast.Term) {
		ref, ok := operator.Value.(ast.Ref)
		if !ok || !ref.IsGround() {
			return
		}
		name := ref.String()
		if ast.BuiltinMap[name] != nil && uses()[name] != forLaw && !own[ref[0].Value.String()] {
			errs = append(errs, ast.NewError(ast.TypeErr, operator.Location, "undefined function %s", name))
		}
	}
	ast.WalkExprs(m, func(e *ast.Expr) bool {
		if e.IsCall() {
			check(e.Terms.([]*ast.Term)[0])
		}
		return false
	})
	ast.WalkTerms(m, func(t *ast.Term) bool {
		if call, ok := t.Value.(ast.Call); ok {
			check(call[0])
		}
		return false
	})
	return errs
}

// refusal says why law may not call a builtin; nothing for what is no builtin.
func refusal(name string) (text finding.Text, ok bool) {
	if ast.BuiltinMap[name] == nil {
		return finding.Text{}, false
	}
	why, ok := reasons[uses()[name]]
	if !ok {
		return finding.Text{}, false
	}
	return finding.Text{
		ZH: "规则不得使用 " + name + "：" + why.ZH + "。法律判断只取决于所述做法和日期",
		EN: name + " is not for law: " + why.EN + ". Law depends on the practice and the day alone",
	}, true
}
