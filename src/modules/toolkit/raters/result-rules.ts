// What may be shown of one kind of rater when a call closes, decided once and then kept: everything hidden here is gone.
// Promises: nothing of a group smaller than the call's smallest leaves this file; counts leave it only as bands or
// rounded, means with one decimal, so that no two releases can be taken from one another to tell what a few people said;
// and no mean says that everyone gave the same answer.
import { z } from 'zod'
import { showGroups, suppress } from '../../../stats/disclose.ts'
import { bandOf } from './rules.ts'
import type { Sheet } from './sheets.ts'

const mean = z.number().min(0).max(3).nullable()

export const resultShape = z.discriminatedUnion('shown', [
  /** Too few answered: only whether nobody did. */
  z.strictObject({ shown: z.literal(false), band: z.int().min(0).max(1) }),
  z.strictObject({
    shown: z.literal(true),
    /** Of `bandEdges(smallest)`. */
    band: z.int().min(2),
    /** By item and by principle, from 0 to 3; null is hidden. */
    items: z.record(z.string(), mean),
    principles: z.record(z.string(), mean),
    /** About how many would change a principle first, in fives; null is hidden. */
    change_first: z.record(z.string(), z.int().nullable()),
  }),
])

export type KindResult = z.infer<typeof resultShape>
export type ShownResult = Extract<KindResult, { shown: true }>

export type SheetRead = {
  answers: Readonly<Record<string, number | null>>
  change_first: string | null
}

const STEP = 5
/** The nearest to its ends that a mean is shown: it leaves open whether all said the same. */
const MEAN_LEAST = 0.1
const MEAN_MOST = 2.9

const tenths = (value: number): number => Math.round(value * 10) / 10

/** By item, through the one door for figures about people; none quite at the end of the scale. */
function shownMeans(
  sheet: Pick<Sheet, 'kind' | 'items'>,
  read: readonly SheetRead[],
  leastGroup: number,
): Record<string, number | null> {
  const { kind } = sheet
  const items = sheet.items.map((item) => item.key)
  const answers = Object.fromEntries(items.map((item) => [item, read.map((one) => one.answers[item] ?? null)]))
  const { kinds } = showGroups({ items, kinds: [{ kind, answers }], round: 'closed' }, { leastGroup })
  const means = kinds[0]?.means ?? {}
  const within = (value: number): number => Math.min(MEAN_MOST, Math.max(MEAN_LEAST, value))
  return Object.fromEntries(items.map((item) => [item, means[item] == null ? null : within(means[item])]))
}

export function resultOf(
  sheet: Pick<Sheet, 'kind' | 'items' | 'principles'>,
  read: readonly SheetRead[],
  smallest: number,
): KindResult {
  const band = bandOf(read.length, smallest)
  if (read.length < smallest) return { shown: false, band }
  const items = shownMeans(sheet, read, smallest)
  // From the items that are shown, never from the answers: a hidden item cannot be worked out from its principle.
  const principles = Object.fromEntries(
    sheet.principles.map((principle) => {
      const own = sheet.items.filter((item) => item.principle === principle).map((item) => items[item.key] ?? null)
      const seen = own.filter((value) => value !== null)
      return [principle, seen.length === 0 ? null : tenths(seen.reduce((sum, value) => sum + value, 0) / seen.length)]
    }),
  )
  return { shown: true, band, items, principles, change_first: changeFirst(sheet.principles, read, smallest) }
}

function changeFirst(
  principles: readonly string[],
  read: readonly SheetRead[],
  threshold: number,
): Record<string, number | null> {
  const counts = principles.map((principle) => read.filter((one) => one.change_first === principle).length)
  const { table } = suppress({ counts: [counts] }, { threshold, zeroIsSafe: true, marginsPublished: false })
  return Object.fromEntries(
    principles.map((principle, i) => {
      const count = table?.[0]?.[i] ?? null
      return [principle, count === null ? null : Math.round(count / STEP) * STEP]
    }),
  )
}
