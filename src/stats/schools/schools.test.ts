// What must hold of any schools: their names, the order of the rows and the units change nothing but what they should; the
// optimum found is the least there is; and what cannot be said is null with its reason.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Issues } from '../answer.ts'
import { call } from '../call.ts'
import { seeded } from '../random.ts'
import type { Columns } from '../shape.ts'
import { centred } from './centred.ts'
import { profile, schoolSums } from './profiled.ts'
import { fitRandomIntercept } from './reml.ts'

type Numbers = Readonly<Record<string, number>>

const close = (actual: unknown, expected: unknown, part = 1e-8): void => {
  if (Array.isArray(expected)) return expected.forEach((one, at) => close((actual as unknown[])[at], one, part))
  if (typeof expected !== 'number') return assert.equal(actual, expected)
  const gap = Math.abs((actual as number) - expected)
  assert.ok(gap <= part * (1e-3 + Math.abs(expected)), `${String(actual)} is not ${expected}`)
}

/** Pupils in schools, from a seed: y, school, sex and group (of schools), the schools' effect `tau` SDs of a pupil's. */
function pupils(seed: number, sizes: readonly number[], tau: number): Record<string, (number | string)[]> {
  const random = seeded(seed)
  const rows = sizes.flatMap((size, g) => {
    const effect = tau * random.normal()
    return Array.from({ length: size }, () => ({
      school: `S${g}`,
      y: effect + random.normal(),
      sex: random.below(2),
      g,
    }))
  })
  return {
    y: rows.map(({ y, sex }) => Math.round((20 + y + sex) * 1000) / 1000),
    school: rows.map(({ school }) => school),
    sex: rows.map(({ sex }) => sex),
    group: rows.map(({ g }) => g % 2),
  }
}

const world = fc.record({
  seed: fc.integer(),
  sizes: fc
    .array(fc.integer({ min: 1, max: 15 }), { minLength: 4, maxLength: 12 })
    .filter((all) => Math.max(...all) > 3),
  tau: fc.constantFrom(0.2, 1, 4),
})
const runs = { numRuns: 40 }
const ask = (op: string, columns: Columns, more: object = {}): Numbers => {
  const answer = call({ op, input: { columns, outcome: 'y', cluster: 'school', ...more } })
  assert.ok(!('problem' in answer), JSON.stringify(answer))
  return answer as unknown as Numbers
}

const moved = (columns: Record<string, (number | string)[]>, order: readonly number[]): Columns =>
  Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, order.map((at) => values[at]!)]))

test('the order of the rows changes nothing', () => {
  fc.assert(
    fc.property(world, ({ seed, sizes, tau }) => {
      const columns = pupils(seed, sizes, tau)
      const order = seeded(seed + 1).shuffle([...columns['y']!.keys()])
      for (const [op, more] of [
        ['iccClusters', {}],
        ['randomIntercept', { covariates: ['sex'] }],
        ['multilevelComparison', { group: 'group' }],
      ] as const) {
        const before = ask(op, columns, more)
        const after = ask(op, moved(columns, order), more)
        for (const key of Object.keys(before).filter((one) => one !== 'issues')) close(after[key], before[key], 1e-6)
      }
    }),
    runs,
  )
})

test('other names for the schools only name them otherwise', () => {
  fc.assert(
    fc.property(world, ({ seed, sizes, tau }) => {
      const columns = pupils(seed, sizes, tau)
      const renamed = { ...columns, school: columns['school']!.map((name) => 900 - Number(String(name).slice(1))) }
      const before = ask('randomIntercept', columns) as unknown as Record<string, number[]>
      const after = ask('randomIntercept', renamed) as unknown as Record<string, number[]>
      for (const key of ['intercept', 'varianceSchool', 'remlDeviance']) close(after[key], before[key], 1e-7)
      const blupOf = (answer: Record<string, unknown[]>, name: string): unknown =>
        answer['blup']![answer['clusterNames']!.indexOf(name)]
      for (let g = 0; g < sizes.length; g++) close(blupOf(after, String(900 - g)), blupOf(before, `S${g}`), 1e-6)
    }),
    runs,
  )
})

test('another offset and another unit move what they should, also when the offset is a thousand million', () => {
  fc.assert(
    fc.property(world, fc.constantFrom(-40, 1e6, 1e9), fc.constantFrom(0.5, 3, 1024), (made, offset, unit) => {
      const columns = pupils(made.seed, made.sizes, made.tau)
      const other = { ...columns, y: columns['y']!.map((value) => offset + unit * (value as number)) }
      const part = offset === 1e9 ? 1e-3 : 1e-5
      const before = ask('randomIntercept', columns, { covariates: ['sex'] })
      const after = ask('randomIntercept', other, { covariates: ['sex'] })
      close(after['icc'], before['icc'], part)
      close(after['varianceResidual'], before['varianceResidual']! * unit ** 2, part)
      close((after['coef'] as unknown as number[])[1], (before['coef'] as unknown as number[])[1]! * unit, part)
      const comparison = ask('multilevelComparison', columns, { group: 'sex' })
      const again = ask('multilevelComparison', other, { group: 'sex' })
      close(again['p'], comparison['p'], part * 10)
      close(ask('iccClusters', other)['icc'], ask('iccClusters', columns)['icc'], part)
    }),
    runs,
  )
})

test('no ratio of variances has a lower deviance than the one found', () => {
  fc.assert(
    fc.property(world, ({ seed, sizes, tau }) => {
      const columns = pupils(seed, sizes, tau)
      const y = Float64Array.from(columns['y'] as number[])
      const x = Float64Array.from(columns['sex'] as number[])
      const of = Int32Array.from(columns['school']!, (name) => Number(String(name).slice(1)))
      const fit = fitRandomIntercept(y, [x], of, sizes.length, new Issues())
      if (!fit || Number.isNaN(fit.coef[1])) return
      const sums = schoolSums([centred(x).values, centred(y).values], of, sizes.length)
      const units = 2 * Math.log(centred(x).scale) + 2 * (y.length - 2) * Math.log(centred(y).scale)
      for (let step = -120; step <= 120; step++) {
        const { deviance } = profile(sums, step === -120 ? 0 : 10 ** (step / 20))!
        assert.ok(fit.remlDeviance <= deviance + units + 1e-7 * Math.abs(deviance))
      }
    }),
    runs,
  )
})

test('in schools of one size REML is the analysis of variance, and 0 where that is negative', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 3, max: 12 }),
      fc.integer({ min: 2, max: 9 }),
      (seed, schools, size) => {
        const columns = pupils(seed, Array<number>(schools).fill(size), 0.4)
        const anova = ask('iccClusters', columns)
        const reml = ask('randomIntercept', columns)
        close(reml['icc'], Math.max(0, anova['icc']!), 1e-6)
        if (anova['icc']! > 0) close(reml['varianceResidual'], anova['msWithin'], 1e-7)
        else assert.ok((reml['issues'] as unknown as string[]).includes('zero-variance'))
      },
    ),
    runs,
  )
})

test('with the groups the other way round the difference is the other way round', () => {
  fc.assert(
    fc.property(world, ({ seed, sizes, tau }) => {
      const columns = pupils(seed, sizes, tau)
      const turned = { ...columns, group: columns['group']!.map((value) => 1 - (value as number)) }
      const before = ask('multilevelComparison', columns, { group: 'group' })
      const after = ask('multilevelComparison', turned, { group: 'group' })
      close(after['difference'], before['difference'] === null ? null : -before['difference']!, 1e-7)
      close(after['df'], before['df'], 1e-5)
    }),
    runs,
  )
})

const ratings = fc
  .tuple(fc.integer(), fc.integer({ min: 3, max: 12 }), fc.integer({ min: 2, max: 5 }))
  .map(([seed, n, k]) => {
    const random = seeded(seed)
    return Array.from({ length: n }, () => {
      const truth = random.normal()
      return Array.from({ length: k }, () => Math.round((truth + random.normal()) * 100) / 100)
    })
  })
const sixOf = (rows: number[][]): Record<string, Record<string, number>> =>
  call({ op: 'icc', input: { ratings: rows } }) as unknown as Record<string, Record<string, number>>

test('agreement does not depend on the order of targets or raters, nor on the unit', () => {
  fc.assert(
    fc.property(ratings, fc.integer(), (rows, seed) => {
      const random = seeded(seed)
      const raters = random.shuffle([...rows[0]!.keys()])
      const other = random.shuffle(rows).map((row) => raters.map((j) => 7 + 4 * row[j]!))
      const before = sixOf(rows)
      const after = sixOf(other)
      for (const key of ['icc', 'ciLow', 'ciHigh', 'p'])
        for (const form of Object.keys(before[key]!)) close(after[key]![form], before[key]![form], 1e-6)
    }),
    runs,
  )
})

test('a rater who is always stricter costs absolute agreement, and not consistency', () => {
  fc.assert(
    fc.property(ratings, (rows) => {
      // From raters of equal means, so that being stricter takes them apart.
      const means = rows[0]!.map((_, j) => rows.reduce((sum, row) => sum + row[j]! / rows.length, 0))
      const level = rows.map((row) => row.map((value, j) => value - means[j]!))
      const stricter = level.map(([first, ...rest]) => [first! - 3, ...rest])
      const before = sixOf(level)['icc']!
      const after = sixOf(stricter)['icc']!
      close(after['ICC3'], before['ICC3'], 1e-7)
      if (before['ICC2']! > 0) assert.ok(after['ICC2']! < before['ICC2']!)
    }),
    runs,
  )
})

type Funnel = Record<string, (number | null)[]> & { target: number; outside998: string[] }
const funnelOf = (sites: readonly (readonly [number, number])[], winsorise = 0.1): Funnel =>
  call({
    op: 'funnel',
    input: {
      columns: { site: sites.map((_, at) => `S${at}`), n: sites.map(([n]) => n), of: sites.map(([, of]) => of) },
      site: 'site',
      numerator: 'n',
      denominator: 'of',
    },
    options: { winsorise },
  }) as unknown as Funnel

test('ten times as many pupils with the same shares stand further from chance, by the root of ten', () => {
  const site = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 300 }))
  fc.assert(
    fc.property(fc.array(site, { minLength: 3, maxLength: 20 }), (sites) => {
      const before = funnelOf(sites)
      const after = funnelOf(sites.map(([n, of]) => [10 * n, 10 * of] as const))
      close(after.target, before.target)
      close(
        after['z'],
        before['z']!.map((z) => z! * Math.sqrt(10)),
        1e-7,
      )
      close(after['phi'], (before['phi'] as unknown as number) * 10, 1e-7)
      for (const name of before.outside998) assert.ok(after.outside998.includes(name))
    }),
    runs,
  )
})

const two = { school: ['a', 'a', 'b', 'b'] }
const nothing: readonly { op: string; input: object; issues: readonly string[]; nulls: object }[] = [
  { op: 'iccClusters', input: { columns: { y: [], school: [] } }, issues: ['no-data'], nulls: { icc: null, n: 0 } },
  {
    op: 'iccClusters',
    input: { columns: { y: [1, 2, 3], school: ['a', 'b', 'c'] } },
    issues: ['few-clusters', 'too-few-cases'],
    nulls: { icc: null, msWithin: null, designEffect: null, clusters: 3 },
  },
  {
    op: 'iccClusters',
    input: { columns: { ...two, y: [4, 4, 4, 4] } },
    issues: ['few-clusters', 'no-variation'],
    nulls: { icc: null },
  },
  {
    op: 'randomIntercept',
    input: { columns: { y: [null, null], school: ['a', 'b'] } },
    issues: ['no-data', 'all-missing'],
    nulls: { coef: [null], se: [null], blup: [], remlDeviance: null },
  },
  {
    op: 'randomIntercept',
    input: { columns: { y: [1, 2, 4], school: ['a', 'a', 'a'] } },
    issues: ['too-few-clusters'],
    nulls: { intercept: null, blup: [null], shrinkage: [null] },
  },
  {
    op: 'randomIntercept',
    input: { columns: { ...two, y: [1, 1, 2, 2] } },
    issues: ['few-clusters', 'no-variation'],
    nulls: { varianceSchool: null, blup: [null, null] },
  },
  {
    op: 'randomIntercept',
    input: { columns: { ...two, y: [5, 5, 5, 5], x: [1, 2, 3, 4] }, covariates: ['x'] },
    issues: ['few-clusters', 'constant', 'no-variation'],
    nulls: { coef: [null, null], icc: null },
  },
  {
    op: 'randomIntercept',
    input: { columns: { ...two, y: [1, 2, 4, 9], x: [3, 3, 3, 3] }, covariates: ['x'] },
    issues: ['few-clusters', 'constant', 'collinear', 'rank-deficient'],
    nulls: {},
  },
  {
    op: 'randomIntercept',
    input: { columns: { ...two, y: [1e308, -1e308, 3, 4] } },
    issues: ['few-clusters', 'out-of-range'],
    nulls: { varianceSchool: null },
  },
  {
    op: 'multilevelComparison',
    input: { columns: { ...two, y: [1, 2, 4, 9], group: [0, 0, 1, 1] }, group: 'group' },
    issues: ['few-clusters', 'too-few-clusters', 'not-identified'],
    nulls: { difference: null, se: null, p: null, df: null },
  },
  {
    op: 'multilevelComparison',
    input: { columns: { ...two, y: [1, 2, 4, 9], group: [1, 1, 1, 1] }, group: 'group' },
    issues: ['few-clusters', 'too-few-groups'],
    nulls: { difference: null },
  },
  {
    op: 'multilevelComparison',
    input: { columns: { ...two, y: [1, 2, 4, 9], group: [1, 2, 1, 2] }, group: 'group' },
    issues: ['few-clusters', 'out-of-range'],
    nulls: { difference: null },
  },
  {
    op: 'icc',
    input: { ratings: [[1, 2, 3]] },
    issues: ['too-few-cases'],
    nulls: { icc: { ICC1: null, ICC2: null, ICC3: null, ICC1k: null, ICC2k: null, ICC3k: null } },
  },
  {
    op: 'icc',
    input: { ratings: [[null], [null]] },
    issues: ['no-data', 'all-missing', 'too-few-cases', 'too-few-items'],
    nulls: { n: 0 },
  },
  {
    op: 'icc',
    input: {
      ratings: [
        [2, 2],
        [2, 2],
      ],
    },
    issues: ['no-variation'],
    nulls: {},
  },
  {
    op: 'funnel',
    input: { columns: { s: ['a', 'b'], n: [0, 0], d: [20, 30] }, site: 's', numerator: 'n', denominator: 'd' },
    issues: ['no-variation'],
    nulls: { target: 0, z: [null, null], phi: null, outside998: [], outside998Adjusted: null },
  },
  {
    op: 'funnel',
    input: {
      columns: { s: ['a', 'b', 'c'], n: [3, 9, 4], d: [20, 5, 30] },
      site: 's',
      numerator: 'n',
      denominator: 'd',
    },
    issues: ['out-of-range'],
    nulls: { target: 0.14 },
  },
]

test('what cannot be said is null, in its shape, with its reason', () => {
  for (const { op, input, issues, nulls } of nothing) {
    const request = {
      op,
      input: op === 'funnel' || op === 'icc' ? input : { outcome: 'y', cluster: 'school', ...input },
    }
    const answer = call(request) as Record<string, unknown>
    assert.deepEqual(answer['issues'], issues, JSON.stringify(request))
    for (const [key, value] of Object.entries(nulls)) assert.deepEqual(answer[key], value, `${op} ${key}`)
  }
})

test('words where numbers are needed, and columns of unequal length, are refused', () => {
  const columns = { y: [1, 2], school: ['a', 'b'], sex: ['f', 'm'], short: [1] }
  for (const more of [
    { covariates: ['sex'] },
    { covariates: ['short'] },
    { covariates: ['absent'] },
    { cluster: 'short' },
  ])
    assert.ok(
      'problem' in call({ op: 'randomIntercept', input: { columns, outcome: 'y', cluster: 'school', ...more } }),
      JSON.stringify(more),
    )
})
