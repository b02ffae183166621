// The programme board: what a setting publishes of itself to the programmes it shares with, and what a programme reads.
// A row and the counts beside it change in the transaction of the deed that moved the setting, or not at all.
import { nowhere } from '../../../kernel/db.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { today } from '../../../kernel/context.ts'
import { json } from '../../../kernel/sql.ts'
import { enrolledNotOnBoard, programmesOf, programmesSharedWith } from '../../settings/contract.ts'
import { readersOf, sharesOf } from '../records/service.ts'
import type { SharedRecord } from '../records/store.ts'
import { currentCycle, editionOf, loadStanding } from '../standing/service.ts'
import { publishToTrust } from '../trusts/publishing.ts'
import { blockersOf, openStage, whereWeAre, type Cycle } from '../standing/rules.ts'
import {
  countBlockers,
  countChanges,
  levelsOf,
  PAGE_SIZE,
  quietSince,
  termOf,
  totalsOf,
  type BoardBlocker,
  type BoardLevels,
  type BoardStage,
  type BoardTotals,
} from './rules.ts'
import * as store from './store.ts'
import type { BoardRow } from './store.ts'

/** What one setting's board row says, apart from who reads it. */
export type BoardWords = {
  cycle_number: number
  stage: Cycle['stage']
  blockers: BoardBlocker[]
  levels: BoardLevels
  moved_at: Date
  moved_term: string
}

const londonDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' })

/** What the board would show of a setting today; nothing before its first cycle. */
export async function boardWordsOf(ctx: Ctx, setting: string): Promise<BoardWords | undefined> {
  const cycle = await currentCycle(ctx.tx, setting)
  if (!cycle) return undefined
  const edition = editionOf(cycle)
  const standing = await loadStanding(ctx.tx, cycle)
  const open = openStage(cycle)
  return {
    cycle_number: cycle.number,
    stage: cycle.stage,
    blockers: open ? countBlockers(blockersOf(edition, standing, open.key)) : [],
    levels: levelsOf(whereWeAre(edition, standing)),
    moved_at: cycle.moved_at,
    moved_term: termOf(londonDay.format(cycle.moved_at)),
  }
}

/**
 * Brings a setting's board rows up to date: one for each programme it shares the board with, none elsewhere; and its row
 * in its trust's view. Call it
 * at the end of any deed that changes a cycle's stage, what blocks it or what was agreed.
 */
export async function publishBoard(ctx: Ctx, setting: string): Promise<void> {
  const { tx } = ctx
  await tx.run(store.lockPublishing, { setting })
  await publishToTrust(ctx, setting)
  const before = await tx.many(store.rowsOfSetting, { setting })
  const programmes = await programmesSharedWith(ctx.tx, setting, 'board', today(ctx))
  const words = programmes.length === 0 ? undefined : await boardWordsOf(ctx, setting)
  const after = words
    ? programmes.map(({ programme_id, setting_name: name, designation, district_id, until }) => ({
        programme_id,
        name,
        designation,
        district_id,
        until,
        ...words,
      }))
    : []
  if (before.length === 0 && after.length === 0) return
  await tx.run(store.removeRowsBut, { setting, programmes: after.map((row) => row.programme_id) })
  if (after.length > 0) await tx.run(store.putRows, { setting, rows: json(after), at: ctx.now })
  const changes = countChanges(before, after)
  if (changes.length > 0) await tx.as('clerk', nowhere, () => tx.run(store.addToCounts, { rows: json(changes) }))
}

/** Makes every programme's counts anew from the rows: after a bulk load, and each night in case a row came another way. */
export function recountBoards(ctx: Ctx): Promise<void> {
  const { tx } = ctx
  return tx.as('clerk', nowhere, async () => {
    await tx.run(store.lockCounting, {})
    await tx.run(store.forgetCounts, {})
    await tx.run(store.countAnew, {})
  })
}

// A programme reads --------------------------------------------------------------------------------------------------

/** What a reader narrowed the board to, and where its page begins. */
export type BoardAsked = {
  stage: BoardStage | null
  district: string | null
  designation: string | null
  q: string | null
  quiet: boolean
  after: string | null
  before: string | null
}

export type BoardSeen = {
  totals: BoardTotals
  term: string
  /** Rows that match, when the board is narrowed. */
  matching: number | undefined
  rows: readonly BoardRow[]
  /** Settings whose rows begin the next and the previous page. */
  next: string | undefined
  previous: string | undefined
  quietest: readonly BoardRow[]
  notShared: number
}

const NAME_BEFORE_ALL = { name: '', setting_id: '00000000-0000-0000-0000-000000000000' }
const QUIET_SHOWN = 5
/** Past this many, "200 or more" says enough, and a board over a whole county costs no more than a small one. */
export const COUNTED_MOST = 200

export function isNarrowed(asked: BoardAsked): boolean {
  return (
    asked.stage !== null || asked.district !== null || asked.designation !== null || asked.q !== null || asked.quiet
  )
}

/** The board of a programme: its totals, one page of rows, and who might welcome a call. */
export async function boardOf(ctx: Ctx, programme: string, asked: BoardAsked): Promise<BoardSeen> {
  const { tx } = ctx
  const quietBefore = quietSince(ctx.now)
  const term = termOf(today(ctx))
  const { stage, district, designation, q } = asked
  const narrowed = { programme, stage, district, designation, q, quiet_before: asked.quiet ? quietBefore : null }
  return {
    totals: totalsOf(await tx.many(store.countsOfProgramme, { programme }), term),
    term,
    matching: isNarrowed(asked) ? (await tx.one(store.countNarrowed, narrowed)).n : undefined,
    ...(await pageOfRows(ctx, programme, asked, narrowed)),
    quietest: await tx.many(store.quietest, { programme, before: quietBefore, most: QUIET_SHOWN }),
    notShared: await enrolledNotOnBoard(tx, programme, COUNTED_MOST),
  }
}

async function pageOfRows(
  { tx }: Ctx,
  programme: string,
  asked: BoardAsked,
  narrowed: store.Narrowed,
): Promise<Pick<BoardSeen, 'rows' | 'next' | 'previous'>> {
  const most = PAGE_SIZE + 1
  const begin = asked.before ?? asked.after
  const from = begin === null ? undefined : await tx.maybe(store.rowOnBoard, { programme, setting: begin })
  if (asked.before !== null && from) {
    const found = await tx.many(store.pageBefore, { ...narrowed, name: from.name, setting: from.setting_id, most })
    const rows = found.slice(0, PAGE_SIZE).toReversed()
    return { rows, next: rows.at(-1)?.setting_id, previous: found.length > PAGE_SIZE ? rows[0]?.setting_id : undefined }
  }
  const { name, setting_id: setting } = from ?? NAME_BEFORE_ALL
  const found = await tx.many(store.pageAfter, { ...narrowed, name, setting, most })
  const rows = found.slice(0, PAGE_SIZE)
  return {
    rows,
    next: found.length > PAGE_SIZE ? rows.at(-1)?.setting_id : undefined,
    previous: from ? rows[0]?.setting_id : undefined,
  }
}

/** For home pages: the totals and who might welcome a call. */
export async function boardInBrief(
  ctx: Ctx,
  programme: string,
): Promise<Pick<BoardSeen, 'totals' | 'term' | 'quietest'>> {
  const term = termOf(today(ctx))
  const quiet = await ctx.tx.many(store.quietest, { programme, before: quietSince(ctx.now), most: QUIET_SHOWN })
  return { totals: totalsOf(await ctx.tx.many(store.countsOfProgramme, { programme }), term), term, quietest: quiet }
}

// A setting sees what is seen of it ------------------------------------------------------------------------------------

export type SeenBy = {
  programme_id: string
  name: string
  /** Exactly the row that the programme reads; none when the board is not shared with it. */
  row: BoardRow | undefined
  sharesBoard: boolean
  sharesReading: boolean
  records: readonly SharedRecord[]
}

export async function seenBy(ctx: Ctx, setting: string): Promise<SeenBy[]> {
  const { tx } = ctx
  const rows = await tx.many(store.rowsOfSetting, { setting })
  const board = await programmesSharedWith(tx, setting, 'board', today(ctx))
  const readers = await readersOf(ctx, setting)
  const shares = await sharesOf(ctx, setting)
  return (await programmesOf(tx, setting)).map(({ programme_id, name }) => ({
    programme_id,
    name,
    row: rows.find((row) => row.programme_id === programme_id),
    sharesBoard: board.some((one) => one.programme_id === programme_id),
    sharesReading: readers.some((one) => one.programme_id === programme_id),
    records: shares.filter((share) => share.programme_id === programme_id),
  }))
}
