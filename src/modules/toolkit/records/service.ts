// The Record: put together now, kept as a version that never changes, shared for reading and taken back.
import { actorOf, today, type Ctx } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/problem.ts'
import { json } from '../../../kernel/sql.ts'
import { programmesOf, programmesSharedWith, settingById } from '../../settings/contract.ts'
import { keptInCycle } from '../readings/store.ts'
import { signedOff } from '../sections/service.ts'
import { isoDay } from '../../../view/words.ts'
import { editionOf, loadStanding } from '../standing/service.ts'
import type { Cycle } from '../standing/rules.ts'
import { documentDigest, readDocument, type RecordDocument } from './document.ts'
import { assemble } from './rules.ts'
import * as store from './store.ts'
import type { KeptRecord, SharedRecord } from './store.ts'

export type RecordRow = { id: string; number: number; digest: string }
export type RecordVersion = KeptRecord & { document: RecordDocument; unchanged: boolean }
export type RecordForReading = SharedRecord & { document: RecordDocument; digest: string }

/** The Record of a cycle as it stands at this moment. */
export async function documentOf(ctx: Ctx, cycle: Cycle): Promise<RecordDocument> {
  const { tx } = ctx
  const { setting_id: setting, id } = cycle
  const at = { setting, cycle: id }
  const measures = await tx.many(store.measuresInCycle, at)
  const rows = {
    actions: await tx.many(store.actionsInFull, at),
    steps: await tx.many(store.stepsInCycle, at),
    measures,
    points: await tx.many(store.pointsOfMeasures, { setting, indicators: measures.map((measure) => measure.id) }),
    evidence: await tx.many(store.evidenceInCycle, at),
    reviews: await tx.many(store.reviewsInCycle, at),
  }
  const { name, designation } = await settingById(tx, setting)
  const programmes = (await programmesOf(tx, setting)).map((programme) => programme.name)
  const document = assemble(
    { setting: { name, designation }, programmes, now: ctx.now },
    editionOf(cycle),
    await loadStanding(tx, cycle),
    rows,
  )
  return withOthers(ctx, cycle, document)
}

/** Beside the team's own work: what a lead signed off, and what people outside said, where there is any. */
async function withOthers(ctx: Ctx, cycle: Cycle, document: RecordDocument): Promise<RecordDocument> {
  const signed = await signedOff(ctx, cycle)
  const said = await ctx.tx.many(keptInCycle, { setting: cycle.setting_id, cycle: cycle.id })
  const chapters = document.chapters.map((chapter) => {
    const signOffs = signed.get(chapter.key)
    const friends = said
      .filter((one) => one.principle_key === chapter.key)
      .map(({ reader_name, asked_of: from, answered_at, strong, wondered, next_step }) => ({
        ...{ by: reader_name!, on: isoDay(answered_at!), from },
        ...{ strong: strong!, wondered: wondered!, nextStep: next_step! },
      }))
    return { ...chapter, ...(signOffs && { signOffs }), ...(friends.length > 0 && { friends }) }
  })
  return { ...document, chapters }
}

/** Keeps the Record as it stands, for good. Stages call it when they close; anyone with the verb may, saying why. */
export async function keepRecord(ctx: Ctx, cycle: Cycle, why: string): Promise<RecordRow> {
  const { tx } = ctx
  const { setting_id: setting, id } = cycle
  const by = actorOf(ctx).name
  const { next: number } = await tx.one(store.lockCycle, { setting, cycle: id })
  const document = await documentOf(ctx, cycle)
  const digest = documentDigest(document)
  const kept = await tx.one(store.addRecord, {
    setting,
    cycle: id,
    number,
    why,
    document: json(document),
    digest,
    by,
    at: ctx.now,
  })
  await ctx.audit({
    deed: 'toolkit.kept-record',
    setting,
    about: kept.id,
    words: `Kept version ${cycle.number}.${number} of the Record`,
  })
  return { id: kept.id, number, digest }
}

export function versionsOf(ctx: Ctx, setting: string): Promise<KeptRecord[]> {
  return ctx.tx.many(store.recordsOfSetting, { setting })
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The version that `:record` names. `unchanged`: its words still give the digest written down when it was kept. */
export async function loadVersion(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<RecordVersion> {
  const { setting, record } = params
  const row = UUID.test(record!) ? await ctx.tx.maybe(store.recordById, { setting: setting!, id: record! }) : undefined
  if (!row) throw notFound()
  return { ...row, document: readDocument(row.document), unchanged: documentDigest(row.document) === row.digest }
}

// Sharing for reading ------------------------------------------------------------------------------------------------

/** Programmes whose reviewers may read what this setting shares: the agreement is live and the flow is on. */
export function readersOf(ctx: Ctx, setting: string) {
  return programmesSharedWith(ctx.tx, setting, 'reviewers_reading', today(ctx))
}

export function sharesOf(ctx: Ctx, setting: string): Promise<SharedRecord[]> {
  return ctx.tx.many(store.sharesOfSetting, { setting })
}

/** Lets a programme's reviewers read one kept version. False when the setting does not share for reading with it. */
export async function shareRecord(ctx: Ctx, version: RecordVersion, programme: string): Promise<boolean> {
  const { setting_id: setting, id: record } = version
  const reader = (await readersOf(ctx, setting)).find((one) => one.programme_id === programme)
  if (!reader) return false
  const shared = await ctx.tx.run(store.addShare, {
    programme,
    setting,
    record,
    name: reader.setting_name,
    by: actorOf(ctx).name,
    at: ctx.now,
    until: reader.until,
  })
  if (shared === 0) return true
  const words = `Shared version ${version.cycle_number}.${version.number} of the Record with ${reader.name}`
  await ctx.audit({ deed: 'toolkit.shared-record', setting, about: record, words })
  await ctx.tell({ name: 'toolkit.record-shared', setting, about: record, facts: { programme } })
  return true
}

export async function withdrawShare(ctx: Ctx, version: RecordVersion, programme: string): Promise<void> {
  const { setting_id: setting, id: record } = version
  if ((await ctx.tx.run(store.removeShare, { setting, programme, record })) === 0) return
  const words = `Took back version ${version.cycle_number}.${version.number} of the Record from a programme`
  await ctx.audit({ deed: 'toolkit.withdrew-record', setting, about: record, words })
}

/** When sharing ends, what was shared under it goes too; under a new agreement the rest is read until its last day. */
export async function withdrawUnshared(ctx: Ctx, setting: string): Promise<void> {
  const readers = await readersOf(ctx, setting)
  await ctx.tx.run(store.removeSharesBut, { setting, programmes: readers.map((one) => one.programme_id) })
  for (const { programme_id: programme, until } of readers)
    await ctx.tx.run(store.moveShares, { setting, programme, until })
}

// A programme reads --------------------------------------------------------------------------------------------------

const READING_PAGE = 50

export async function sharedWith(ctx: Ctx, programme: string, asked: { q: string | null; page: number }) {
  const skip = (asked.page - 1) * READING_PAGE
  const rows = await ctx.tx.many(store.sharesOfProgramme, { programme, q: asked.q, skip, most: READING_PAGE + 1 })
  const { n, newest } = await ctx.tx.one(store.shareCountOfProgramme, { programme })
  return { rows: rows.slice(0, READING_PAGE), more: rows.length > READING_PAGE, n, newest }
}

/** The shared version that `:shared` names, for a reader in the programme of the path. */
export async function loadShared(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<RecordForReading> {
  const { programme, shared } = params
  const row = UUID.test(shared!)
    ? await ctx.tx.maybe(store.shareById, { programme: programme!, record: shared! })
    : undefined
  if (!row) throw notFound()
  return { ...row, document: readDocument(row.document), digest: documentDigest(row.document) }
}

/** The newest kept version, when a programme reads Records and has none of this setting's as new. */
export async function newestToShare(
  ctx: Ctx,
  setting: string,
): Promise<{ record: KeptRecord; programme: string } | undefined> {
  const readers = await readersOf(ctx, setting)
  if (readers.length === 0) return undefined
  const [record] = await versionsOf(ctx, setting)
  const shares = await sharesOf(ctx, setting)
  const reader = readers.find(
    (one) => !shares.some((share) => share.programme_id === one.programme_id && share.record_id === record?.id),
  )
  return record && reader ? { record, programme: reader.name } : undefined
}
