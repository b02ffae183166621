// What two schools of Kestrel share with their own trust: the agreement it offered and their heads signed, their rows in
// its view, and from Larchmead the newest finished Record to read.
import { transaction } from '../src/kernel/db.ts'
import type { Engine } from '../src/kernel/engine.ts'
import { BASES, TRUST_PURPOSES, usualEnd } from '../src/modules/settings/enrolments/rules.ts'
import { versionsOf } from '../src/modules/toolkit/records/service.ts'
import { shareWithTrust } from '../src/modules/toolkit/trusts/service.ts'
import { addAudit } from './audit.ts'
import type { Calendar } from './calendar.ts'
import { alderbourne, cast, larchmead, seedId, trust } from './cast.ts'
import { ctxAt, type Publishing } from './publishing.ts'
import type { Rows } from './rows.ts'

const SHARING = [
  { school: larchmead, head: cast.ruth, signedAgo: 210, flows: ['trust_board', 'trust_reading'] },
  { school: alderbourne, head: cast.helen, signedAgo: 90, flows: ['trust_board'] },
] as const

const DAYS_TO_SIGN = 12

export function addTrustSharing(rows: Rows, calendar: Calendar): void {
  for (const { school, head, signedAgo, flows } of SHARING) {
    const { setting, name } = school
    const id = seedId(`agreement ${setting} ${trust.id}`)
    const startsOn = calendar.day(signedAgo)
    rows.add('settings.agreements', {
      setting_id: setting,
      id,
      trust_id: trust.id,
      party: name,
      party_kind: 'setting',
      purposes: Object.values(TRUST_PURPOSES),
      lawful_basis: BASES.public_task.words,
      starts_on: startsOn,
      ends_on: usualEnd(startsOn),
      offered_by: cast.nadia.name,
      offered_at: calendar.at(signedAgo + DAYS_TO_SIGN),
      signed_by: head.person,
      signed_name: head.name,
      signed_role: 'Head teacher',
      signed_at: calendar.at(signedAgo),
    })
    for (const flow of flows)
      rows.add('settings.trust_sharing', {
        setting_id: setting,
        trust_id: trust.id,
        flow,
        since: calendar.at(signedAgo, 30),
        shared_by: head.name,
        until: usualEnd(startsOn),
      })
    addAudit(rows, calendar.at(signedAgo), {
      setting,
      person: head,
      deed: 'settings.agreement-signed',
      about: id,
      words: `Signed the agreement with ${trust.name}`,
    })
  }
}

/** Ruth lets the trust read the Record of Larchmead's first cycle, as the service would have kept it. */
export async function shareRecordsWithTrust(engine: Engine, publishing: Publishing): Promise<void> {
  const { setting } = larchmead
  const { person, name } = cast.ruth
  const reach = { settings: [setting], programmes: [], person }
  await transaction(engine, { reach }, async (tx) => {
    const ctx = ctxAt(tx, { setting, head: { person, name } }, publishing, publishing.now)
    const [newest] = await versionsOf(ctx, setting)
    if (newest) await shareWithTrust(ctx, newest)
  })
}
