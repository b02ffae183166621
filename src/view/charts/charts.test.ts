// Charts: their labels never touch, gaps are not guessed across, and the same numbers stand in a table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { groupedBars, groupedBarsSvg } from './bars.ts'
import { apart, lines, ticks } from './drawing.ts'
import { funnelChart, funnelChartSvg } from './funnel.ts'
import { heatGrid } from './heat.ts'
import { intervalChart, intervalChartSvg } from './intervals.ts'
import { lineChart, lineChartSvg } from './lines.ts'
import { sparklineSvg } from './sparkline.ts'

const heard = {
  id: 'heard',
  title: 'Pupils feel more heard',
  labels: ['Autumn', 'Spring', 'Summer'],
  series: [
    { name: 'Pupils', values: [1, 1.5, 2.2] },
    { name: 'Staff', values: [2, null, 2.2] },
  ],
  max: 3,
}

test('labels of lines that end together are kept apart and on the page', () => {
  const label = fc.record({ wanted: fc.double({ min: 0, max: 300, noNaN: true }), height: fc.constantFrom(20, 38) })
  fc.assert(
    fc.property(fc.array(label, { maxLength: 6 }), (labels) => {
      const middles = apart(labels, 0, 300)
      const spans = middles
        .map((middle, i) => [middle - labels[i]!.height / 2, middle + labels[i]!.height / 2] as const)
        .sort((a, b) => a[0] - b[0])
      spans.forEach(([top, bottom], i) => {
        assert.ok(top >= -1e-6 && bottom <= 300 + 1e-6)
        if (i > 0) assert.ok(top >= spans[i - 1]![1] - 1e-6)
      })
    }),
  )
})

test('a label that has room stays where it belongs', () => {
  assert.deepEqual(
    apart(
      [
        { wanted: 40, height: 20 },
        { wanted: 90, height: 20 },
      ],
      0,
      200,
    ),
    [40, 90],
  )
})

test('the axis has a few round numbers that cover the values', () => {
  assert.deepEqual(ticks(0, 3), [0, 1, 2, 3])
  assert.deepEqual(ticks(0, 100), [0, 25, 50, 75, 100])
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1e6, noNaN: true }), (max) => {
      const marks = ticks(0, max)
      assert.ok(marks[0] === 0 && marks[marks.length - 1]! >= max * 0.9999)
      assert.ok(marks.length >= 3 && marks.length <= 7)
    }),
  )
})

test('a drawing says what it shows to those who do not see it', () => {
  const svg = lineChartSvg({ ...heard, description: 'Two groups over three terms' }).text
  assert.match(svg, /role="img" aria-labelledby="heard-title heard-desc"/)
  assert.match(svg, /<title id="heard-title">Pupils feel more heard<\/title>/)
  assert.match(svg, /<desc id="heard-desc">/)
})

test('a drawing stands alone in a PDF: a namespace, its own colours, no style', () => {
  for (const svg of [lineChartSvg(heard).text, groupedBarsSvg(heard).text]) {
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox=/)
    assert.match(svg, /(fill|stroke)="#14505c"/)
    assert.doesNotMatch(svg, /style|NaN|undefined|Infinity/)
  }
})

test('a missing term is a gap, not a guess', () => {
  const svg = lineChartSvg(heard).text
  const paths = [...svg.matchAll(/<path d="([^"]*)" fill="none"/g)].map((found) => found[1]!)
  assert.equal(paths[0]!.match(/M/g)!.length, 1)
  assert.equal(paths[1]!.match(/M/g)!.length, 2)
  assert.equal(paths[1]!.includes('L'), false)
})

test('each line differs by marker and dash, not by colour alone', () => {
  const svg = lineChartSvg(heard).text
  assert.match(svg, /<circle/)
  assert.match(svg, /<rect/)
  assert.match(svg, /stroke-dasharray/)
})

test('the numbers stand in a table under the chart, with n and date over it', () => {
  for (const chart of [lineChart, groupedBars]) {
    const { text } = chart({ ...heard, n: 124, of: 'pupils', asAt: '2026-11-22' })
    assert.match(text, /From 124 pupils, as at 22 November 2026/)
    assert.match(text, /<details[\s\S]*<th scope="row"[^>]*>Spring<\/th>[\s\S]*1\.5[\s\S]*Not shown/)
  }
})

test('a chart of one point, of zeros or of nothing is still drawn', () => {
  const shapes = [
    { labels: ['Now'], series: [{ name: 'All', values: [2] }] },
    { labels: ['Now', 'Then'], series: [{ name: 'All', values: [0, 0] }] },
    { labels: ['Now'], series: [{ name: 'All', values: [null] }] },
    { labels: [], series: [] },
  ]
  for (const shape of shapes) {
    for (const draw of [lineChartSvg, groupedBarsSvg]) {
      assert.doesNotMatch(draw({ id: 'x', title: 'X', ...shape }).text, /NaN|Infinity|undefined/)
    }
  }
})

test('names in any words are escaped and wrapped', () => {
  const { text } = groupedBars({ ...heard, labels: ['<b>', 'Staff & parents', 'c'] })
  assert.match(text, /&lt;b&gt;/)
  assert.match(text, /Staff &amp; parents/)
  assert.deepEqual(lines('Parents and carers 2.1', 12), ['Parents and', 'carers 2.1'])
})

test('the grid of levels is a table with a number and a word in each cell', () => {
  const { text } = heatGrid({
    caption: 'Agreed ratings',
    rowHeading: 'School',
    columns: [{ name: 'Voice' }, { name: 'Parents' }, { name: 'Staff' }],
    rows: [{ name: 'Chalkmere', href: '/c', levels: [2, null, 'na'] }],
  })
  assert.match(text, /<td class="ws-heat__cell--2">2<span class="govuk-visually-hidden">, Working<\/span><\/td>/)
  assert.match(text, /Not rated yet/)
  assert.match(text, /Not applicable/)
  assert.match(text, /role="region"[^>]*tabindex="0"/)
})

test('a sparkline says where it began and where it is', () => {
  assert.match(sparklineSvg({ label: 'Voice', values: [0, null, 2] }).text, /aria-label="Voice: from 0 to 2"/)
  assert.match(sparklineSvg({ label: 'Voice', values: [] }).text, /no figures yet/)
})

const apartBy = {
  id: 'apart',
  title: 'Teams and schools differ on two items',
  labels: ['Item one', 'An item with quite a long name indeed', 'Item three'],
  series: [{ name: 'Difference', values: [] }],
  points: [
    [
      { value: 0.4, low: 0.1, high: 0.7 },
      { value: -0.2, low: -0.5, high: 0.1 },
      { value: null, low: null, high: null },
    ],
  ],
  mark: { at: 0, words: 'No difference' },
}

test('points with margins lie on both sides of nought, and their table has the margins', () => {
  const svg = intervalChartSvg(apartBy).text
  assert.doesNotMatch(svg, /style|NaN|undefined|Infinity/)
  assert.equal(svg.match(/<circle/g)?.length, 2, 'what is not known has no point')
  assert.match(svg, /Not shown/)
  const [figure] = intervalChart(apartBy).text.split('</svg>').slice(1)
  for (const words of ['>From<', '>To<', '>0.7<', '>-0.5<', 'An item with quite a long name indeed'])
    assert.ok(figure!.includes(words), words)
})

test('several series have a marker of their own each, named above', () => {
  const two = {
    ...apartBy,
    series: [
      { name: 'Dimension A', values: [] },
      { name: 'Dimension B', values: [] },
    ],
    points: [apartBy.points[0]!, apartBy.points[0]!.map((one) => ({ ...one, low: null, high: null }))],
  }
  const svg = intervalChartSvg(two).text
  assert.equal(svg.match(/<circle/g)?.length, 3)
  assert.equal(svg.match(/<rect/g)?.length, 3)
  assert.ok(svg.includes('Dimension A') && svg.includes('Dimension B'))
})

test('a funnel names whoever lies beyond its curves, and nobody else', () => {
  const funnel = {
    id: 'funnel',
    title: 'Two schools differ by more than chance',
    labels: ['Ash', 'Oak', 'Yew'],
    series: [{ name: 'Share', values: [0.5, 0.9, null] }],
    sizes: [40, 80, 10],
    limits: { target: 0.5, at: [5, 40, 80], low: [0.1, 0.3, 0.4], high: [0.9, 0.7, 0.6] },
  }
  const svg = funnelChartSvg(funnel).text
  assert.doesNotMatch(svg, /style|NaN|undefined|Infinity/)
  assert.ok(svg.includes('>Oak<') && !svg.includes('>Ash<') && !svg.includes('>Yew<'))
  const table = funnelChart(funnel).text.split('</svg>')[1]!
  for (const words of ['>Ash<', '>Yew<', 'Not shown', 'How many answered']) assert.ok(table.includes(words), words)
})
