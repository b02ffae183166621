// The fuzz of this room: for each family of ops ten thousand damaged calls, made from the recorded cases. Every one is
// answered, or refused in a sentence: nothing is thrown, nothing that is no number is in an answer, nothing takes long, and
// where a number is null a reason stands beside it. WHOLESCHOOL_SEED and WHOLESCHOOL_STATS_FUZZ (how many calls) vary it.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { agreementOps } from './agreement/ops.ts'
import { call } from './call.ts'
import { changeOps } from './change/ops.ts'
import { correlationsOps } from './correlations/ops.ts'
import { describingOps } from './describing/ops.ts'
import { disclosingOps } from './disclosing/ops.ts'
import { evaluationOps } from './evaluation/ops.ts'
import { factorsOps } from './factors/ops.ts'
import { groupsOps } from './groups/ops.ts'
import { damaged, shortened, type Request } from './hostile.ts'
import { lawsOps } from './laws/ops.ts'
import type { Op } from './op.ts'
import { seeded } from './random.ts'
import { files, recorded } from './reference/cases.ts'
import { reliabilityOps } from './reliability/ops.ts'
import { reviewOps } from './review/ops.ts'
import { schoolsOps } from './schools/ops.ts'
import { BadCall } from './shape.ts'
import { tablesOps } from './tables/ops.ts'
import { weightsOps } from './weights/ops.ts'

const CALLS = Number(process.env.WHOLESCHOOL_STATS_FUZZ ?? 10_000)
const SEED = Number(process.env.WHOLESCHOOL_SEED ?? 20261123)
const LONGEST = 2000
/** Cases longer than this would make ten thousand calls long. */
const MOST_WORDS = 4000

const FAMILIES: Readonly<Record<string, readonly Op[]>> = {
  ...{ laws: lawsOps, tables: tablesOps, agreement: agreementOps, factors: factorsOps, correlations: correlationsOps },
  ...{
    describing: describingOps,
    reliability: reliabilityOps,
    groups: groupsOps,
    change: changeOps,
    review: reviewOps,
  },
  ...{ schools: schoolsOps, evaluation: evaluationOps, weights: weightsOps, disclosing: disclosingOps },
}

const ISSUES = new Set(
  [...readFileSync(join(import.meta.dirname, 'issues.ts'), 'utf8').matchAll(/^ {2}\| '([a-z-]+)'/gm)].map(
    ([, one]) => one,
  ),
)

/** Sound calls by op, small ones: the recorded cases, and the examples of the pages that explain the ops. */
const SOUND = new Map<string, Request[]>()
function take({ op, input, options }: { op: string; input: unknown; options?: unknown }): void {
  const sound = shortened({ op, input, options: options ?? {} })
  if (JSON.stringify(sound).length < MOST_WORDS) SOUND.set(op, [...(SOUND.get(op) ?? []), sound])
}
for (const file of files()) recorded(file).forEach(take)
const pages = join(import.meta.dirname, '../../docs/statistics')
for (const page of readdirSync(pages))
  for (const [, block] of readFileSync(join(pages, page), 'utf8').matchAll(/```json\n(\{\s*"op"[\s\S]*?)```/g))
    take(JSON.parse(block!) as Request)

/** Nulls that need no reason, by op and key: the number is none of what was asked, or its own page says when it is null. */
const NONE_ASKED: Readonly<Record<string, readonly string[]>> = {
  // Of two items one is left, and one item has no alpha; items that are sums of others have no squared multiple correlation.
  alpha: ['alphaIfDropped', 'guttman6'],
  // Levene's test where all are equally far from their group's middle.
  anova: ['leveneF', 'leveneP'],
  // Wild bootstrap only where clusters are few.
  clusterRobust: ['pWild'],
  did: ['pWild'],
  // Beyond fifty different answers they are not counted one by one.
  describe: ['answers', 'frequencies'],
  // What is not rotated, or a single factor, has no criterion.
  efa: ['criterion'],
  rotate: ['criterion'],
  // Nothing varies within: F has no end.
  iccClusters: ['F', 'p'],
  // No caliper was asked; or all pairs differ by as much, and the error is 0.
  match: ['caliperWidth', 't', 'p'],
  // Exact for two by two only.
  mcnemar: ['pExact'],
  // No group was named, or two levels, which are spherical always.
  mixedAnova: [
    ...['F', 'p', 'partialEta', 'generalEta', 'df1', 'df2'].flatMap((one) => [`${one}_between`, `${one}_interaction`]),
    ...['p_interaction_gg', 'p_interaction_hf', 'mauchlyW', 'mauchlyP'],
  ],
  // Of one value there is no sd, while the pooled test still is.
  tTest: ['sd1', 'sd2'],
  // No cut was asked.
  weightedDescribe: ['proportionBelow'],
}

/** Where something in an answer is no number: its place. */
function noNumbers(value: unknown, place = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${place} is ${value}`]
  if (ArrayBuffer.isView(value)) return noNumbers([...(value as Float64Array)], place)
  if (Array.isArray(value)) return value.flatMap((one, at) => noNumbers(one, `${place}[${at}]`))
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? [`${place} is a function`] : []
  return Object.entries(value).flatMap(([key, one]) => noNumbers(one, `${place}.${key}`))
}

/** What is wrong with the answer; empty when nothing is. */
function faults(op: Op, request: Request): string[] {
  let answer: Readonly<Record<string, unknown>>
  // Not by the clock: others may be at work on this machine.
  const began = process.cpuUsage()
  try {
    answer = op.answer(request.input, request.options)
  } catch (error) {
    return error instanceof BadCall ? [] : [`throws ${String(error)} ${(error as Error).stack?.split('\n')[1] ?? ''}`]
  }
  const { user, system } = process.cpuUsage(began)
  const took = (user + system) / 1000
  const issues = answer['issues']
  if (!Array.isArray(issues)) return ['has no issues']
  return [
    ...(took > LONGEST ? [`took ${Math.round(took)} ms`] : []),
    ...issues.filter((one) => !ISSUES.has(one as string)).map((one) => `has the issue ${String(one)}`),
    ...noNumbers(answer),
    ...(issues.length > 0
      ? []
      : Object.entries(answer).flatMap(([key, one]) =>
          one === null && !NONE_ASKED[op.name]?.includes(key) ? [`${key} is null for no reason`] : [],
        )),
  ]
}

for (const [family, ops] of Object.entries(FAMILIES))
  test(`${family}: ${CALLS} damaged calls, seed ${SEED}`, (t) => {
    const chance = seeded(SEED)
    const found = new Map<string, string>()
    const began = performance.now()
    for (let at = 0; at < CALLS; at++) {
      const op = ops[at % ops.length]!
      const sound = SOUND.get(op.name) ?? []
      const request = damaged(
        sound[chance.below(sound.length)] ?? { op: op.name, input: {}, options: {} },
        Object.keys(op.options),
        chance,
      )
      for (const fault of faults(op, request)) {
        const kind = `${op.name} ${fault}`.replaceAll(/\[\d+\]/g, '[]')
        if (!found.has(kind)) found.set(kind, JSON.stringify(request))
      }
      if (at % 20 === 0) assert.doesNotThrow(() => JSON.stringify(call(request)))
    }
    t.diagnostic(`${Math.round(performance.now() - began)} ms`)
    assert.deepEqual(
      [...found].map(([kind, request]) => `${kind}: ${request.slice(0, 1500)}`),
      [],
    )
  })
