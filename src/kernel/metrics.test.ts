// The text that Prometheus reads, held against a strict reader of its format: odd words in labels and help, numbers of
// every kind, histograms that add up, and a limit to how much a stranger can make us remember.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readExposition, type Sample } from '../../tests/exposition.ts'
import { HOSTILE } from '../../tests/hostile.ts'
import { makeMeters, METRICS_TYPE } from './metrics.ts'

const samplesOf = (text: string, name: string): Sample[] => readExposition(text).get(name)!.samples

test('the text is exactly what the format describes', () => {
  const meters = makeMeters()
  const asked = meters.counter('asked_total', 'How often it\nwas \\ asked', ['by'])
  const took = meters.histogram('took_seconds', 'How long it took', [], [0.1, 1])
  asked.add({ by: 'a "b"\\c\nd' })
  asked.add({ by: 'e' }, 2.5)
  for (const seconds of [0.05, 0.1, 0.5, 7]) took.observe({}, seconds)
  assert.equal(
    meters.text([{ name: 'depth', help: 'How deep', samples: [{ labels: { of: 'x' }, value: -1 }, { value: 1e21 }] }]),
    `# HELP asked_total How often it\\nwas \\\\ asked
# TYPE asked_total counter
asked_total{by="a \\"b\\"\\\\c\\nd"} 1
asked_total{by="e"} 2.5
# HELP took_seconds How long it took
# TYPE took_seconds histogram
took_seconds_bucket{le="0.1"} 2
took_seconds_bucket{le="1"} 3
took_seconds_bucket{le="+Inf"} 4
took_seconds_sum 7.65
took_seconds_count 4
# HELP depth How deep
# TYPE depth gauge
depth{of="x"} -1
depth 1e+21
`,
  )
  assert.equal(METRICS_TYPE, 'text/plain; version=0.0.4; charset=utf-8')
})

test('whatever stands in a label comes out as it went in', () => {
  const meters = makeMeters()
  const seen = meters.counter('seen_total', 'Seen', ['what'])
  const took = meters.histogram('took_seconds', 'Took', ['what'])
  for (const what of HOSTILE) {
    seen.add({ what })
    took.observe({ what }, 0.2)
  }
  const read = samplesOf(meters.text(), 'seen_total').map(({ labels }) => labels.what)
  assert.deepEqual(read, HOSTILE)
})

test('numbers of every kind can be read again', () => {
  const values = [0, -0, 0.1 + 0.2, 1e-7, 2 ** 53, -1.5, Infinity, -Infinity, Number.NaN]
  const gauge = { name: 'many', help: 'Many', samples: values.map((value, i) => ({ labels: { i: String(i) }, value })) }
  const read = samplesOf(makeMeters().text([gauge]), 'many').map(({ value }) => value)
  assert.deepEqual(
    read.map((value) => value + 0),
    values.map((value) => value + 0),
  )
})

test('a histogram adds up however many values and series there are', () => {
  const meters = makeMeters()
  const took = meters.histogram('took_seconds', 'Took', ['of'])
  for (let i = 0; i < 5000; i += 1) took.observe({ of: String(i % 7) }, (i % 1300) / 100)
  took.observe({ of: '0' }, Number.NaN)
  const counted = samplesOf(meters.text(), 'took_seconds').filter(({ name }) => name.endsWith('_count'))
  assert.equal(counted.length, 7)
  assert.equal(
    counted.reduce((sum, { value }) => sum + value, 0),
    5000,
    'what is no number is not counted',
  )
})

test('a counter never goes down', () => {
  const meters = makeMeters()
  const asked = meters.counter('asked_total', 'Asked', [])
  assert.deepEqual(samplesOf(meters.text(), 'asked_total')[0]?.value, 0, 'one without labels is there from the start')
  asked.add({}, 2)
  asked.add({}, -1)
  asked.add({}, Number.NaN)
  assert.equal(samplesOf(meters.text(), 'asked_total')[0]?.value, 2)
})

test('a measure that grows without end is cut off, and nothing of it is lost', () => {
  const meters = makeMeters()
  const asked = meters.counter('asked_total', 'Asked', ['path', 'method'])
  for (let i = 0; i < 5000; i += 1) asked.add({ path: `/${i}`, method: 'GET' })
  const samples = samplesOf(meters.text(), 'asked_total')
  assert.equal(samples.length, 2001)
  assert.deepEqual(samples.at(-1), { name: 'asked_total', labels: { path: 'other', method: 'other' }, value: 3000 })
})

test('a measure that could not be read is refused where it is made', () => {
  const meters = makeMeters()
  meters.counter('asked_total', 'Asked', ['by'])
  assert.throws(() => meters.counter('asked_total', 'Asked again', []), /counted already/)
  assert.throws(() => meters.counter('asked', 'Asked', []), /ends in _total/)
  assert.throws(() => meters.counter('1_total', 'Asked', []), /no name/)
  assert.throws(() => meters.counter('b_total', ' ', []), /says nothing/)
  for (const label of ['__own', 'a-b', 'le', ''])
    assert.throws(() => meters.counter('c_total', 'C', [label]), /no label/)
  for (const limits of [[], [1, 1], [2, 1], [1, Infinity]])
    assert.throws(() => meters.histogram('d_seconds', 'D', [], limits), /do not rise/)
  assert.throws(() => meters.counter('e_total', 'E', ['by']).add({} as { by: string }), /was given no by/)
  assert.throws(() => meters.text([{ name: 'a b', help: 'x', samples: [] }]), /no name/)
})
