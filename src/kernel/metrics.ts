// Counters, gauges and histograms in the text that Prometheus reads (exposition format 0.0.4), in place of a library:
// decision 5 says why. Labels are few, declared beforehand and never hold an id or anything about a person; a measure
// that grows too many series puts the rest under `other`, so that no stranger can fill the memory with addresses.

/** What a response in this format says it is. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

export type Labels<L extends string> = Readonly<Record<L, string>>
export type Counter<L extends string> = { add(labels: Labels<L>, by?: number): void }
export type Histogram<L extends string> = { observe(labels: Labels<L>, value: number): void }
/** What is asked for only when somebody reads: a depth, a size. */
export type Gauge = {
  name: string
  help: string
  /** `counter` for what only grows and is counted elsewhere, such as seconds of the processor. */
  type?: 'gauge' | 'counter'
  samples: readonly { labels?: Readonly<Record<string, string>>; value: number }[]
}

export type Meters = {
  counter<const L extends readonly string[]>(name: string, help: string, labels: L): Counter<L[number]>
  histogram<const L extends readonly string[]>(
    name: string,
    help: string,
    labels: L,
    buckets?: readonly number[],
  ): Histogram<L[number]>
  /** All that was counted so far, and these. */
  text(gauges?: readonly Gauge[]): string
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/
const LABEL = /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/
const MOST_SERIES = 2000
/** Seconds, from a page out of memory to one that makes people reload. */
const SECONDS: readonly number[] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

function writtenNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  return String(value)
}

const writtenHelp = (words: string): string => words.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
const writtenValue = (words: string): string => writtenHelp(words).replaceAll('"', '\\"')

function sample(name: string, labels: readonly (readonly [string, string])[], value: number): string {
  const inside = labels.map(([label, words]) => `${label}="${writtenValue(words)}"`).join(',')
  return `${name}${inside && `{${inside}}`} ${writtenNumber(value)}\n`
}

const heading = (name: string, help: string, type: string): string =>
  `# HELP ${name} ${writtenHelp(help)}\n# TYPE ${name} ${type}\n`

/** The series of one measure, each under the values of its labels. */
function seriesOf<T>(labels: readonly string[], make: () => T) {
  const kept = new Map<string, { values: readonly string[]; of: T }>()
  const keyOf = (values: readonly string[]): string => JSON.stringify(values)
  const at = (values: readonly string[]): T => {
    const key = keyOf(values)
    let series = kept.get(key)
    if (!series) kept.set(key, (series = { values, of: make() }))
    return series.of
  }
  return {
    of(given: Readonly<Record<string, string>>): T {
      const values = labels.map((label) => {
        const value = given[label]
        if (value === undefined) throw new Error(`A measure was given no ${label}`)
        return value
      })
      const full = kept.size >= MOST_SERIES && !kept.has(keyOf(values))
      return at(full ? labels.map(() => 'other') : values)
    },
    *[Symbol.iterator](): Generator<{ pairs: [string, string][]; of: T }> {
      for (const { values, of } of kept.values())
        yield { pairs: values.map((value, i): [string, string] => [labels[i]!, value]), of }
    },
  }
}

function checked(name: string, help: string, labels: readonly string[]): void {
  if (!NAME.test(name) || help.trim() === '') throw new Error(`${name} is no name for a measure, or it says nothing`)
  for (const label of labels)
    if (!LABEL.test(label) || label === 'le' || label === 'quantile')
      throw new Error(`${label} is no label for ${name}`)
}

type Measure = { name: string; text(): string }

function makeCounter(name: string, help: string, labels: readonly string[]): Measure & Counter<string> {
  const all = seriesOf(labels, () => ({ n: 0 }))
  // Without labels there is one series, which begins at nought: a rate can be taken from the first read on.
  if (labels.length === 0) all.of({})
  return {
    name,
    add(given, by = 1) {
      if (by >= 0) all.of(given).n += by
    },
    text: () => heading(name, help, 'counter') + [...all].map(({ pairs, of }) => sample(name, pairs, of.n)).join(''),
  }
}

type Kept = { within: number[]; sum: number; count: number }

function histogramText(
  name: string,
  help: string,
  limits: readonly number[],
  all: Iterable<{ pairs: [string, string][]; of: Kept }>,
): string {
  const lines = [heading(name, help, 'histogram')]
  for (const { pairs, of } of all) {
    let so = 0
    for (const [i, limit] of limits.entries()) {
      so += of.within[i]!
      lines.push(sample(`${name}_bucket`, [...pairs, ['le', writtenNumber(limit)]], so))
    }
    lines.push(
      sample(`${name}_bucket`, [...pairs, ['le', '+Inf']], of.count),
      sample(`${name}_sum`, pairs, of.sum),
      sample(`${name}_count`, pairs, of.count),
    )
  }
  return lines.join('')
}

function makeHistogram(
  name: string,
  help: string,
  labels: readonly string[],
  limits: readonly number[],
): Measure & Histogram<string> {
  if (
    limits.length === 0 ||
    limits.some((limit, i) => !Number.isFinite(limit) || limit <= (limits[i - 1] ?? -Infinity))
  )
    throw new Error(`The limits of ${name} do not rise`)
  const all = seriesOf(labels, (): Kept => ({ within: limits.map(() => 0), sum: 0, count: 0 }))
  return {
    name,
    observe(given, value) {
      if (!Number.isFinite(value)) return
      const kept = all.of(given)
      const first = limits.findIndex((limit) => value <= limit)
      if (first >= 0) kept.within[first]! += 1
      kept.sum += value
      kept.count += 1
    },
    text: () => histogramText(name, help, limits, all),
  }
}

function gaugeText({ name, help, type = 'gauge', samples }: Gauge): string {
  checked(
    name,
    help,
    samples.flatMap(({ labels = {} }) => Object.keys(labels)),
  )
  const lines = samples.map(({ labels = {}, value }) => sample(name, Object.entries(labels), value))
  return heading(name, help, type) + lines.join('')
}

export function makeMeters(): Meters {
  const measures: Measure[] = []
  const taken = new Set<string>()
  function add<T extends Measure>(measure: T, help: string, labels: readonly string[]): T {
    checked(measure.name, help, labels)
    if (taken.has(measure.name)) throw new Error(`${measure.name} is counted already`)
    taken.add(measure.name)
    measures.push(measure)
    return measure
  }
  return {
    counter: (name, help, labels) => {
      if (!name.endsWith('_total')) throw new Error(`${name} counts, so its name ends in _total`)
      return add(makeCounter(name, help, labels), help, labels)
    },
    histogram: (name, help, labels, buckets = SECONDS) => add(makeHistogram(name, help, labels, buckets), help, labels),
    text: (gauges = []) => [...measures.map((measure) => measure.text()), ...gauges.map(gaugeText)].join(''),
  }
}

/** This process's own: what is counted in it is counted here. */
export const meters = makeMeters()
