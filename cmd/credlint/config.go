package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/credlint/credlint/checker/finding"
	"github.com/credlint/credlint/checker/practice"
	"github.com/credlint/credlint/checker/source"
)

// config has the values of a credlint.yaml by key, in the form of flag values.
type config struct {
	shown  string // path relative to the working directory; empty: no file
	dir    string // folder of the file
	values map[string][]configValue
}

type configValue struct {
	text string
	at   source.Span
}

// findConfig reads the nearest credlint.yaml from the working directory up to the root of its repository. Without a repository it
// looks up to the home directory, and takes no file above the working directory that belongs to another user. The result is empty
// if there is none. With the exit code 3, settings are there and cannot be read.
func findConfig() (config, error) {
	wd, err := os.Getwd()
	if err != nil {
		return config{}, nil // without a working directory there is no file
	}
	last, repository := repositoryRoot(wd)
	if !repository {
		last, _ = os.UserHomeDir() // without a home directory up to the root
	}
	for dir := wd; ; dir = filepath.Dir(dir) {
		name, err := configIn(dir, dir == wd || repository)
		if errors.Is(err, errForeign) {
			return config{}, nil
		}
		if err != nil {
			return config{}, err
		}
		if name != "" {
			return configFile(name)
		}
		if dir == last || dir == filepath.Dir(dir) {
			return config{}, nil
		}
	}
}

// configFile reads a file of settings.
func configFile(name string) (config, error) {
	wd, err := os.Getwd()
	if err != nil {
		return config{}, err
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(wd, name)
	}
	text, err := source.ReadFile(name)
	if err != nil {
		return config{shown: name}, failed("设置文件“%s”无法读取%v", "settings %q cannot be read: %w", name, cause(err))
	}
	return readConfig(wd, name, text)
}

// errForeign is the error for settings that belong to another user.
var errForeign = finding.Errorf("设置文件属于其他用户", "the settings belong to another user")

// configIn returns the path of the settings in a folder, or "". A file whose name is nearly that of settings, or a second one, is
// an error: who wrote it takes it to be read. Unless trusted, a file of another user is none of that.
func configIn(dir string, trusted bool) (string, error) {
	var names []string
	if entries, err := os.ReadDir(dir); err == nil {
		for _, e := range entries {
			exact := slices.Contains(practice.SettingsNames, e.Name())
			if exact || configLike.MatchString(strings.ToLower(e.Name())) && !e.IsDir() {
				names = append(names, e.Name())
			}
		}
	} else { // it may not be listed, and its files be read
		names = slices.DeleteFunc(slices.Clone(practice.SettingsNames), func(name string) bool {
			_, err := os.Lstat(filepath.Join(dir, name))
			return errors.Is(err, fs.ErrNotExist)
		})
	}
	found := ""
	for _, base := range names {
		name := filepath.Join(dir, base)
		info, err := os.Stat(name)
		if err != nil {
			info, err = os.Lstat(name) // a link that leads nowhere is there
		}
		if !trusted && err == nil && !isOwn(info) {
			return "", errForeign
		}
		switch {
		case !slices.Contains(practice.SettingsNames, base):
			return "", usage("“%s”不作为设置文件读取；请改名为 credlint.yaml", "%q is not read as settings; call it credlint.yaml", filepath.ToSlash(name))
		case found != "":
			return "", usage("“%s”和“%s”都是设置文件；请只保留一个", "%q and %q are both settings; keep one of them", filepath.ToSlash(found), filepath.ToSlash(name))
		}
		found = name
	}
	return found, nil
}

// configLike matches, in lower case, the names of settings and those that other programs would read in their place.
var configLike = regexp.MustCompile(`^(\.?credlint\.(ya?ml|toml)|\.credlint\.json|\.?credlintrc(\.(ya?ml|json|toml))?|\.?credlint\.config\.[a-z]+)$`)

// readConfig reads the text of a file of settings.
func readConfig(wd, name string, text []byte) (config, error) {
	dir := filepath.Dir(name)
	up, err := filepath.Rel(wd, dir)
	if err != nil {
		up = dir
	}
	c := config{shown: filepath.ToSlash(filepath.Join(up, filepath.Base(name))), dir: dir, values: map[string][]configValue{}}
	docs, problems, _ := source.YAML(text)
	if len(problems) > 0 {
		p := problems[0]
		return c, usage("%s:%s: %s", "%s:%s: %s", c.shown, p.Span, both(p.ZH, p.EN))
	}
	if len(docs) != 1 {
		return c, usage("%s 含有 %d 个文档；设置只能有一个", "%s holds %d documents; settings are one", c.shown, len(docs))
	}
	doc := docs[0]
	keys, ok := doc.Value.(map[string]any)
	if !ok {
		if doc.Value == nil {
			return c, nil
		}
		place, _ := doc.At("")
		return c, usage("%s:%s: 设置由键和值组成，如“fail-on: error”", "%s:%s: settings are keys with values, such as \"fail-on: error\"", c.shown, place)
	}
	var names []string
	for _, o := range options {
		names = append(names, o.name)
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		pointer := "/" + source.Escape(key)
		place, _ := doc.Key(pointer)
		i := slices.Index(names, key)
		if i < 0 {
			return c, usage("%s:%s: 没有“%s”这一设置；%s", "%s:%s: unknown key %q; %s", c.shown, place, key, suggestion(key, names))
		}
		o := &options[i]
		if !o.flagOnly.IsZero() {
			return c, usage("%s:%s: %s 不能写入设置：%s；请在命令行中写 --%s", "%s:%s: %s is no setting: %s; write --%s on the command line", c.shown, place, key, o.flagOnly, key)
		}
		values, err := configValues(o, keys[key], pointer, doc)
		if err != nil {
			return c, usage("%s:%s: %s%v", "%s:%s: %s: %w", c.shown, place, key, err)
		}
		for i, v := range values {
			if o.path && v.text != "" && !filepath.IsAbs(v.text) {
				values[i].text = filepath.Join(up, v.text)
			}
		}
		c.values[key] = values
	}
	return c, nil
}

// configValues converts a value to flag values: a list to several, a mapping to NAME=VALUE.
func configValues(o *option, value any, pointer string, doc source.Document) ([]configValue, error) {
	var out []configValue
	add := func(prefix string, v any, at string) error {
		text, err := scalar(v)
		if err != nil {
			return err
		}
		place, _ := doc.At(at)
		out = append(out, configValue{prefix + text, place})
		return nil
	}
	switch v := value.(type) {
	case []any:
		if !o.many {
			return nil, finding.Errorf("只能有一个值，不能是列表", "takes one value, not a list")
		}
		for i, e := range v {
			if err := add("", e, pointer+"/"+strconv.Itoa(i)); err != nil {
				return nil, err
			}
		}
	case map[string]any:
		if !o.pairs {
			return nil, finding.Errorf("应为一个值，不能由键和值组成", "takes a value, not keys with values")
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if err := add(name+"=", v[name], pointer+"/"+source.Escape(name)); err != nil {
				return nil, err
			}
		}
	default:
		if err := add("", v, pointer); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func scalar(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case bool:
		return strconv.FormatBool(v), nil
	case json.Number:
		return v.String(), nil
	case nil:
		return "", finding.Errorf("没有值", "has no value")
	}
	return "", finding.Errorf("应为文字、数字、true 或者 false", "takes text, a number, or true or false")
}
