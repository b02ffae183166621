// A trust reads what its schools chose to share; a school shares versions of its Record with its trust, sees exactly
// what the trust sees, and takes it back.
import { actorOf, today, type Ctx } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/problem.ts'
import {
  loadTrustOffice,
  schoolsOfTrust,
  trustOfSetting,
  trustSharedWith,
  type TrustOffice,
} from '../../settings/contract.ts'
import { documentDigest, readDocument, type RecordDocument } from '../records/document.ts'
import { versionsOf, type RecordVersion } from '../records/service.ts'
import type { KeptRecord } from '../records/store.ts'
import * as store from './store.ts'
import type { TrustRecord, TrustRow } from './store.ts'

export { loadTrustOffice, type TrustOffice }
export type { TrustRecord, TrustRow }

const MOST_SCHOOLS = 500

export type TrustSeen = {
  rows: readonly TrustRow[]
  records: readonly TrustRecord[]
  /** How many schools of the trust are on Wholeschool, sharing or not. */
  schools: number
}

export async function trustSeen(ctx: Ctx, trust: string): Promise<TrustSeen> {
  return {
    rows: await ctx.tx.many(store.rowsOfTrust, { trust, most: MOST_SCHOOLS }),
    records: await ctx.tx.many(store.recordsOfTrust, { trust, school: null, most: 10 }),
    schools: (await schoolsOfTrust(ctx, trust)).length,
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export type SchoolSeen = { office: TrustOffice; row: TrustRow; records: readonly TrustRecord[] }

/** The school that `:school` names, for the trust whose office the path is of. */
export async function loadSchoolSeen(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<SchoolSeen> {
  const office = await loadTrustOffice(ctx, params)
  const school = params.school!
  const at = { trust: office.trust_id, school }
  const row = UUID.test(school) ? await ctx.tx.maybe(store.rowOfSchool, at) : undefined
  if (!row) throw notFound()
  return { office, row, records: await ctx.tx.many(store.recordsOfTrust, { ...at, most: 50 }) }
}

export type RecordSeen = { office: TrustOffice; shared: TrustRecord; document: RecordDocument; digest: string }

export async function loadRecordSeen(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<RecordSeen> {
  const office = await loadTrustOffice(ctx, params)
  const { school, trust_record: record } = params
  const row =
    UUID.test(school!) && UUID.test(record!)
      ? await ctx.tx.maybe(store.recordOfTrust, { trust: office.trust_id, school: school!, record: record! })
      : undefined
  if (!row) throw notFound()
  const { document, ...shared } = row
  return { office, shared, document: readDocument(document), digest: documentDigest(document) }
}

// A setting sees what its trust sees -----------------------------------------------------------------------------------

export type SeenByTrust = {
  name: string
  sharesBoard: boolean
  sharesReading: boolean
  /** Exactly the row that the trust reads. */
  row: TrustRow | undefined
  records: readonly TrustRecord[]
  versions: readonly KeptRecord[]
}

export async function seenByTrust(ctx: Ctx, setting: string): Promise<SeenByTrust | undefined> {
  const { tx } = ctx
  const trust = await trustOfSetting(tx, setting)
  if (!trust) return undefined
  return {
    name: trust.name,
    sharesBoard: (await trustSharedWith(tx, setting, 'trust_board', today(ctx))) !== undefined,
    sharesReading: (await trustSharedWith(tx, setting, 'trust_reading', today(ctx))) !== undefined,
    row: await tx.maybe(store.rowOfSetting, { setting }),
    records: await tx.many(store.recordsOfSetting, { setting }),
    versions: await versionsOf(ctx, setting),
  }
}

/** Lets the trust read one kept version. False when the setting does not share for reading with it. */
export async function shareWithTrust(
  ctx: Ctx,
  version: Pick<RecordVersion, 'setting_id' | 'id' | 'cycle_number' | 'number'>,
): Promise<boolean> {
  const { setting_id: setting, id: record } = version
  const reader = await trustSharedWith(ctx.tx, setting, 'trust_reading', today(ctx))
  if (!reader) return false
  const { trust_id: trust, setting_name: name, until } = reader
  const by = actorOf(ctx).name
  if ((await ctx.tx.run(store.addRecord, { trust, setting, record, name, by, at: ctx.now, until })) === 0) return true
  const words = `Shared version ${version.cycle_number}.${version.number} of the Record with ${reader.name}`
  await ctx.audit({ deed: 'toolkit.shared-record', setting, about: record, words })
  await ctx.tell({ name: 'toolkit.record-shared-with-trust', setting, about: record, facts: { trust } })
  return true
}

export async function withdrawFromTrust(ctx: Ctx, version: RecordVersion): Promise<void> {
  const { setting_id: setting, id: record } = version
  if ((await ctx.tx.run(store.removeRecord, { setting, record })) === 0) return
  const words = `Took back version ${version.cycle_number}.${version.number} of the Record from its trust`
  await ctx.audit({ deed: 'toolkit.withdrew-record', setting, about: record, words })
}
