// What js-yaml, the Hub's YAML parser, makes of blocks.
//
// In (stdin): JSON Lines, each a string. Out (stdout): JSON Lines in the same order, either
// {"value": …} or {"refused": reason, "line": n, "column": n} (both from 0; null where js-yaml names no place).
// Values are JSON where JSON can say it; what it cannot say is an object with one key that begins with `$`:
// $n a number (NaN, Infinity, -Infinity, -0), $d a date as ISO text, $b bytes as hex, $u undefined, $m a mapping
// as a list of pairs (used where a key begins with `$`), $c what contains itself, $h what is too large to write.
//
// Needs `npm ci` in this folder, or js-yaml on NODE_PATH.

import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const yaml = createRequire(import.meta.url)('js-yaml')
const MAX_NODES = 300_000

function encoded (value, open, count) {
  if (++count.nodes > MAX_NODES) throw new RangeError('too large')
  if (value === undefined) return { $u: 1 }
  if (typeof value === 'number') {
    if (Number.isFinite(value) && !Object.is(value, -0)) return value
    return { $n: Object.is(value, -0) ? '-0' : String(value) }
  }
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Date) return { $d: Number.isNaN(value.getTime()) ? null : value.toISOString() }
  if (value instanceof Uint8Array) return { $b: Buffer.from(value).toString('hex') }
  if (open.has(value)) return { $c: 1 }
  open.add(value)
  const inner = Array.isArray(value) ? value.map(item => encoded(item, open, count)) : mapping(value, open, count)
  open.delete(value)
  return inner
}

function mapping (value, open, count) {
  const pairs = Object.keys(value).map(key => [key, encoded(value[key], open, count)])
  if (pairs.some(([key]) => key.startsWith('$') || key === '__proto__')) return { $m: pairs }
  return Object.fromEntries(pairs)
}

function answer (block) {
  let value
  try {
    value = yaml.load(block)
  } catch (error) {
    const mark = error.mark
    const reason = error.reason ?? String(error)
    return { refused: reason, line: mark?.line ?? null, column: mark?.column ?? null }
  }
  try {
    return { value: encoded(value, new Set(), { nodes: 0 }) }
  } catch {
    return { value: { $h: 1 } }
  }
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (line) process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + '\n')
}
