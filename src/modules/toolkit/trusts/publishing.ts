// A school's row in its trust's view, and its Records there: brought up to date by the deed that changes them, taken back
// by the deed that ends their sharing. In one transaction with it, or not at all.
import { today, type Ctx } from '../../../kernel/context.ts'
import { json } from '../../../kernel/sql.ts'
import { trustSharedWith } from '../../settings/contract.ts'
import { levelsOf, termOf } from '../board/rules.ts'
import { whereWeAre } from '../standing/rules.ts'
import { currentCycle, editionOf, loadStanding } from '../standing/service.ts'
import { comparableLevels } from './rules.ts'
import * as store from './store.ts'

const londonDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' })

/** One row where the setting shares with its trust and has begun a cycle; none elsewhere. */
export async function publishToTrust(ctx: Ctx, setting: string): Promise<void> {
  const { tx } = ctx
  const trust = await trustSharedWith(tx, setting, 'trust_board', today(ctx))
  const cycle = trust && (await currentCycle(tx, setting))
  await tx.run(store.removeRowsBut, { setting, trust: cycle && trust ? trust.trust_id : null })
  if (!trust || !cycle) return
  const edition = editionOf(cycle)
  const standing = await loadStanding(tx, cycle)
  await tx.run(store.putRow, {
    trust: trust.trust_id,
    setting,
    name: trust.setting_name,
    designation: trust.designation ?? 'community',
    edition_key: cycle.edition_key,
    edition_version: cycle.edition_version,
    cycle_number: cycle.number,
    stage: cycle.stage,
    levels: json(levelsOf(whereWeAre(edition, standing))),
    items: json(comparableLevels(edition, standing)),
    moved_at: cycle.moved_at,
    moved_term: termOf(londonDay.format(cycle.moved_at)),
    until: trust.until,
    at: ctx.now,
  })
}

/** Sharing with the trust began, ended, or runs until another day. */
export async function followTrustSharing(ctx: Ctx, setting: string): Promise<void> {
  await publishToTrust(ctx, setting)
  const reader = await trustSharedWith(ctx.tx, setting, 'trust_reading', today(ctx))
  await ctx.tx.run(store.removeRecordsBut, { setting, trust: reader?.trust_id ?? null })
  if (reader) await ctx.tx.run(store.moveRecords, { setting, until: reader.until })
}
