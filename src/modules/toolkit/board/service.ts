// The programme board: what a setting publishes of itself to the programmes it shares with, and what a programme reads.
// A row and the counts beside it change in the transaction of the deed that moved the setting, or not at all.
import { nowhere } from '../../../kernel/db.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { today } from '../../../kernel/context.ts'
import { json } from '../../../kernel/sql.ts'
import { programmesSharedWith } from '../../settings/contract.ts'
import { currentCycle, editionOf, loadStanding } from '../standing/service.ts'
import { blockersOf, openStage, whereWeAre, type Cycle } from '../standing/rules.ts'
import { countBlockers, countChanges, levelsOf, termOf, type BoardBlocker, type BoardLevels } from './rules.ts'
import * as store from './store.ts'

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
 * Brings a setting's board rows up to date: one for each programme it shares the board with, none elsewhere. Call it
 * at the end of any deed that changes a cycle's stage, what blocks it or what was agreed.
 */
export async function publishBoard(ctx: Ctx, setting: string): Promise<void> {
  const { tx } = ctx
  await tx.run(store.lockPublishing, { setting })
  const before = await tx.many(store.rowsOfSetting, { setting })
  const programmes = await programmesSharedWith(ctx.tx, setting, 'board', today(ctx))
  const words = programmes.length === 0 ? undefined : await boardWordsOf(ctx, setting)
  const after = words ? programmes.map(({ programme_id, setting_name: name, designation, district_id }) => ({ programme_id, name, designation, district_id, ...words })) : []
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
