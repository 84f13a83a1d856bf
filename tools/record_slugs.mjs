// Records what npm github-slugger makes of headings, as the golden answers of tests/parsing/test_slugs.py.
//
//   node tools/record_slugs.mjs path/to/node_modules > tests/parsing/golden/slugs.json
//
// Holds documents (headings in order, with the anchors they get) and the ranges of code points that a slug loses.

import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const home = join(resolve(process.argv[2] ?? 'node_modules'), 'github-slugger')
const { default: Slugger, slug } = await import(pathToFileURL(join(home, 'index.js')))
const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))

const words = [
  'Dataset Summary', 'Data Fields', 'café au lait', 'naïve Bayes', 'Übersicht', 'STRASSE Straße', 'İstanbul Iğdır', 'ΟΔΥΣΣΕΥΣ',
  'Σίσυφος', 'Привет, мир', 'ЁЖИК', 'українська мова', '数据集 摘要', '概要（がいよう）', '한국어 말뭉치', 'العربية: مقدمة', 'עברית־שלום',
  'हिन्दी में', 'ภาษาไทย', 'தமிழ்', 'e\u0301te\u0301', 'ﬁne ligature', 'Ⅳ Chapter', 'ⅳ part', '½ cup', 'x² + y³', 'H₂O', 'n° 5', 'Ⓐ circled',
  '🅰 squared', '🚀 Launch', 'Launch 🚀', '👩‍👩‍👧 family', '🏳️‍🌈 flag', '🇺🇦 Ukraine', '1️⃣ first', '❤️', '🤗 Datasets', '𝒜 math', '𐐀 Deseret', '١٢٣ digits', '１２３ wide',
]
const shapes = [
  (w) => w, (w) => `1. ${w}`, (w) => `${w}?!`, (w) => `"${w}" & co`, (w) => `(${w})`, (w) => `${w}: a/b_c-d`, (w) => `  ${w}  `, (w) => `${w} — ${w}`,
  (w) => `--${w}--`, (w) => w.toUpperCase(),
]
const oddities = [
  '', ' ', '-', '--', '_', '__init__', 'a  b', 'a\tb', 'a\nb', 'a\u00a0b', 'a\u2003b', 'a\u200bb', 'a\u200db', 'a\ufeffb', 'a\u00adb', 'a\u0085b', 'a\u2028b', '#', '##',
  'C++', 'C#', '.NET', 'foo.bar', 'foo@bar.com', '50%', '$100', '€5', '`code`', '*a*', '<b>', '&amp;', '[x]', '{y}', 'a|b', 'a\\b', 'a~b', 'a^b', 'a=b', 'a;b', 'a,b', "it's", 'it’s',
  '“quoted”', '«quoted»', '…', '–', '—', '•', '§ 1', '© 2024', '™', '→ next', '✓ done', '★', '♥', '☃', '°C', 'µm', '±1', '×', '÷', 'ª', 'º', 'ǅ', 'ß', 'ẞ', 'ſ', 'K', 'Å',
  'constructor', 'toString', '__proto__', 'hasOwnProperty', 'foo‿bar', 'a·b', 'l·l', '\u0301', 'a\u20ddb', '\ue000', '\ufffd', '〇', '々', 'ー', '・', '、', '。', '「x」', '〜', 'ا\u064b', '\u0640',
]
const series = [
  ['foo', 'foo', 'foo'], ['foo', 'foo-1', 'foo'], ['foo', 'foo-1', 'foo', 'foo', 'foo-1'], ['foo-1', 'foo', 'foo'], ['foo', 'Foo', 'FOO!', 'foo '], ['', '', ''],
  ['🚀', '✓', ''], ['a b', 'a-b', 'a  b', 'a b'], ['constructor', 'constructor', '__proto__', '__proto__'], ['x-1-1', 'x-1', 'x-1', 'x', 'x', 'x'], ['1', '1', '1-1', '1'],
]

const documents = [...shapes.map((shape) => words.map(shape)), ...oddities.map((odd) => [odd]), oddities, ...series]
const lost = []
for (let code = 0, start = -1; code <= 0x110000; code++) {
  const isLost = code <= 0x10ffff && slug(String.fromCodePoint(code), true) === ''
  if (isLost && start < 0) start = code
  if (!isLost && start >= 0) {
    lost.push(start === code - 1 ? start.toString(16) : `${start.toString(16)}-${(code - 1).toString(16)}`)
    start = -1
  }
}
const recorded = documents.map((headings) => {
  const slugger = new Slugger()
  return headings.map((heading) => [heading, slugger.slug(heading)])
})
const escaped = (value) => JSON.stringify(value).replace(/[^ -~]/g, (char) => '\\u' + char.charCodeAt(0).toString(16).padStart(4, '0'))
const lines = recorded.map((document) => '    ' + escaped(document)).join(',\n')
const ranges = lost.join(' ').match(/.{1,110}(?: |$)/g).map((line) => '    ' + JSON.stringify(line.trim())).join(',\n')
console.log(`{\n  "github_slugger": "${version}",\n  "documents": [\n${lines}\n  ],\n  "lost": [\n${ranges}\n  ]\n}`)
