// The ops of disclosure control: the functions pages call, for those who call by JSON.
import {
  mayRelease,
  suppress,
  suppressDifferencing,
  suppressLinked,
  suppressMeans,
  USUAL_THRESHOLD,
} from '../disclose.ts'
import { isThreshold } from '../disclose-table.ts'
import { op, type Op } from '../op.ts'
import * as shape from '../shape.ts'
import type { GroupMean } from '../disclose-means.ts'
import type { LinkedTable, Nesting } from './world.ts'

/** A list of objects with these fields; more fields than these are let be. */
function listOf<F extends shape.Fields>(fields: F, words: string): shape.Shape<readonly shape.Read<F>[]> {
  return {
    words,
    read: (value, place) =>
      shape.list.read(value, place).map((one, at) => {
        if (one === undefined || one === null) throw new shape.BadCall(`${place}[${at}] must be an object`)
        return shape.readFields(fields, one, `${place}[${at}]`).values
      }),
  }
}

const objectOf = <F extends shape.Fields>(fields: F, words: string): shape.Shape<shape.Read<F>> => ({
  words,
  read(value, place) {
    if (value === undefined || value === null) throw new shape.BadCall(`${place} is missing: ${words}`)
    return shape.readFields(fields, value, place).values
  },
})

const listsOfLabels: shape.Shape<readonly (readonly string[])[]> = {
  words: 'a list of lists of names',
  read: (value, place) => shape.list.read(value, place).map((one, at) => shape.labels.read(one, `${place}[${at}]`)),
}
const labelsByName: shape.Shape<Readonly<Record<string, readonly string[]>>> = {
  words: 'an object of lists of names by name',
  read(value, place) {
    if (!shape.isObject(value)) throw new shape.BadCall(`${place} must be: an object of lists of names by name`)
    return Object.fromEntries(
      Object.entries(value).map(([name, list]) => [name, shape.labels.read(list, `${place}.${name}`)]),
    )
  },
}
const labelByName: shape.Shape<Readonly<Record<string, string>>> = {
  words: 'an object of one name by name',
  read(value, place) {
    const isLabel = (one: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof one)
    if (!shape.isObject(value) || !Object.values(value).every(isLabel))
      throw new shape.BadCall(`${place} must be: an object of one name by name`)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, String(one)]))
  },
}

const threshold = shape.optional(shape.number)
const isShown = shape.optional(shape.flag)

const table: shape.Shape<LinkedTable> = objectOf(
  {
    name: shape.text,
    rowsOf: shape.text,
    columnsOf: shape.text,
    rows: shape.labels,
    columns: shape.labels,
    counts: shape.rows,
    within: shape.optional(labelByName),
    published: isShown,
  },
  'a table',
)
const mean = shape.optional(shape.number)
const nesting = { name: shape.text, of: shape.text, parts: labelsByName }

const suppressOp = op(
  'suppress',
  {
    words: 'Which counts of a two-way table may be shown, so that nobody can work out a small one.',
    source: 'Cox 1980, JASA 75(370), 377–385; Gusfield 1988, SIAM J. Comput. 17(3), 552–571',
    input: { counts: shape.rows, rows: shape.optional(shape.labels), columns: shape.optional(shape.labels) },
    options: { threshold, zeroIsSafe: isShown, marginsPublished: isShown },
  },
  (input, options) => suppress(input, options),
)

const suppressMeansOp = op(
  'suppressMeans',
  {
    words: 'Which means of groups may be shown beside the mean of all, and of groups within groups.',
    source: 'Hundepool et al. 2012, Statistical Disclosure Control, chapter 4',
    input: {
      groups: listOf(
        { name: shape.text, n: shape.number, mean, within: shape.optional(shape.text) },
        'a list of groups, each {name, n, mean, within}',
      ),
      total: objectOf({ n: shape.number, mean }, 'an object {n, mean}'),
    },
    options: { threshold, keep: shape.optional(shape.oneOf('total', 'groups')) },
  },
  ({ groups, total }, options) =>
    suppressMeans(
      {
        groups: groups.map((group): GroupMean => ({ ...group, mean: group.mean ?? null })),
        total: { n: total.n, mean: total.mean ?? null },
      },
      options,
    ),
)

const suppressDifferencingOp = op(
  'suppressDifferencing',
  {
    words: 'What of a second table may be shown, so that the first less the second tells nothing of a few people.',
    source: 'Ford and Fulkerson 1956, Canadian Journal of Mathematics 8, 399–404',
    input: { first: shape.rows, second: shape.rows, labels: shape.optional(shape.labels) },
    options: { threshold },
  },
  (input, options) => suppressDifferencing(input, options),
)

const suppressLinkedOp = op(
  'suppressLinked',
  {
    words: 'Which counts of several tables about the same people may be shown together.',
    source: 'Kelly, Golden and Assad 1992, Networks 22, 397–417; Hundepool et al. 2012, chapter 4',
    input: {
      tables: {
        words: 'a list of tables, each {name, rowsOf, columnsOf, rows, columns, counts, within, published}',
        read: (value, place) => shape.list.read(value, place).map((one, at) => table.read(one, `${place}[${at}]`)),
      } satisfies shape.Shape<readonly LinkedTable[]>,
      nested: shape.optional<readonly Nesting[]>(listOf(nesting, 'a list of dimensions, each {name, of, parts}')),
      labels: shape.optional(labelsByName),
    },
    options: { threshold, zeroIsSafe: isShown, marginsPublished: isShown, unseen: isShown },
  },
  (input, options) => suppressLinked(input, options),
)

/** Looks at each person for each release; beyond this it would take seconds. */
const MOST_LOOKS = 6_000_000

const mayReleaseOp = op(
  'mayRelease',
  {
    words: 'Whether figures about some people may be shown after others were shown already.',
    source: 'Dobkin, Jones and Lipton 1979, ACM TODS 4(1), 97–106',
    input: { next: shape.labels, shown: listsOfLabels },
    options: { threshold },
  },
  ({ next, shown }, options) => {
    const sets = shown.map((keys) => new Set(keys))
    const people = new Set([...shown.flat(), ...next]).size
    const least = options.threshold ?? USUAL_THRESHOLD
    const isReadable = isThreshold(least) && people * (sets.length + 1) <= MOST_LOOKS
    return {
      allowed: isReadable && mayRelease(new Set(next), sets, { threshold: least }),
      issues: isReadable ? [] : ['out-of-range'],
    }
  },
)

export const disclosingOps: readonly Op[] = [
  suppressOp,
  suppressMeansOp,
  suppressDifferencingOp,
  suppressLinkedOp,
  mayReleaseOp,
]
