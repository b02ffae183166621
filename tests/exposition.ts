// A reader of Prometheus' text format 0.0.4 that takes nothing it should not: the judge of what /metrics says. Written
// from the format's own description, line by line, and sharing nothing with what writes it.
import assert from 'node:assert/strict'

export type Sample = { name: string; labels: Record<string, string>; value: number }
export type Family = { name: string; help: string; type: string; samples: Sample[] }

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const VALUE = /^(NaN|[+-]?Inf|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)$/
const TYPES = ['counter', 'gauge', 'histogram', 'summary', 'untyped']

function number(text: string): number {
  assert.match(text, VALUE)
  if (text.endsWith('Inf')) return text.startsWith('-') ? -Infinity : Infinity
  return Number(text)
}

/** The pairs between the braces; a value may hold \\, \" and \n and nothing else escaped. */
function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {}
  let rest = text
  while (rest !== '') {
    const pair = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(,|$)/.exec(rest)
    assert.ok(pair, `not a label: ${rest}`)
    const [whole, name = '', value = ''] = pair
    assert.ok(!(name in labels), `the label ${name} stands twice`)
    labels[name] = value.replace(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one))
    rest = rest.slice(whole.length)
  }
  return labels
}

function readSample(line: string): Sample {
  const parts = new RegExp(`^(${NAME})(?:\\{([^\\n]*)\\})? (\\S+)$`).exec(line)
  assert.ok(parts, `not a sample: ${line}`)
  return { name: parts[1]!, labels: readLabels(parts[2] ?? ''), value: number(parts[3]!) }
}

function belongs(family: Family, sample: Sample): boolean {
  const ends = family.type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']
  return ends.some((end) => sample.name === family.name + end)
}

/** Families in the order they stand; every rule of the format that a machine can check is one that must hold. */
export function readExposition(text: string): Map<string, Family> {
  const families = new Map<string, Family>()
  let family: Family | undefined
  assert.ok(text.endsWith('\n'), 'the last line ends like every other')
  for (const line of text.slice(0, -1).split('\n')) {
    const help = new RegExp(`^# HELP (${NAME}) (.+)$`).exec(line)
    const type = new RegExp(`^# TYPE (${NAME}) (\\w+)$`).exec(line)
    if (help) {
      assert.ok(!families.has(help[1]!), `${help[1]} begins twice`)
      family = { name: help[1]!, help: help[2]!, type: '', samples: [] }
      families.set(family.name, family)
    } else if (type) {
      assert.ok(family && family.name === type[1] && family.type === '' && family.samples.length === 0, line)
      assert.ok(TYPES.includes(type[2]!), line)
      family.type = type[2]!
    } else {
      const sample = readSample(line)
      assert.ok(family && family.type !== '' && belongs(family, sample), `${line} stands outside its family`)
      family.samples.push(sample)
    }
  }
  for (const one of families.values()) checkFamily(one)
  return families
}

const key = ({ name, labels }: Sample): string =>
  name + JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)))

function checkFamily(family: Family): void {
  const keys = family.samples.map(key)
  assert.equal(new Set(keys).size, keys.length, `${family.name} says something twice`)
  if (family.type === 'counter') for (const { value } of family.samples) assert.ok(value >= 0, family.name)
  if (family.type === 'histogram') checkHistogram(family)
}

function checkHistogram({ name, samples }: Family): void {
  const series = new Map<string, { limits: [number, number][]; sum?: number; count?: number }>()
  for (const { name: of, labels, value } of samples) {
    const { le, ...others } = labels
    const at = key({ name, labels: others, value: 0 })
    const one = series.get(at) ?? { limits: [] }
    series.set(at, one)
    assert.equal(le !== undefined, of.endsWith('_bucket'), `${of} and its limit`)
    if (le !== undefined) one.limits.push([number(le), value])
    else if (of.endsWith('_sum')) one.sum = value
    else one.count = value
  }
  for (const { limits, sum, count } of series.values()) {
    assert.ok(sum !== undefined && count !== undefined, `${name} has its sum and its count`)
    assert.deepEqual(limits.at(-1), [Infinity, count], `${name}: the last limit holds all`)
    for (const [i, [limit, so]] of limits.entries()) {
      const before = limits[i - 1]
      assert.ok(!before || (limit > before[0] && so >= before[1]), `${name}: limits rise and hold what is below them`)
    }
  }
}
