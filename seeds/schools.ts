// A setting as rows: itself, its enrolment in the programme, the agreement that its head signed, and what it shares.
import { cast, programme, seedId, trust } from './cast.ts'
import type { Calendar } from './calendar.ts'
import { BASES, PURPOSES, usualEnd } from '../src/modules/settings/enrolments/rules.ts'
import { addAudit } from './audit.ts'
import { districtId, districtNamed, phaseId } from './places.ts'
import type { SeedPerson } from './people.ts'
import type { Rows } from './rows.ts'

export type Designation =
  | 'primary'
  | 'secondary'
  | 'all_through'
  | 'special'
  | 'alternative_provision'
  | 'nursery'
  | 'college'
  | 'independent'
  | 'community'

export type SeedSchool = {
  setting: string
  name: string
  designation: Designation
  urn: number | null
  district: string
  inTrust: boolean
  /** How many days ago it was enrolled, and when its head signed; undefined when not yet. */
  enrolledAgo: number
  signedAgo: number | undefined
  /** What it shares with the programme; nothing while private. */
  flows: readonly string[]
  sharedAgo: number
  levels: readonly number[]
  head: SeedPerson
}

const officer = cast.priya

export function addSchool(rows: Rows, calendar: Calendar, school: SeedSchool): void {
  const { setting, name, designation, urn, district, inTrust, enrolledAgo, signedAgo, head } = school
  const { phase } = districtNamed(district)
  const starts = signedAgo === undefined ? enrolledAgo : signedAgo
  const startsOn = calendar.day(starts)
  const endsOn = usualEnd(startsOn)
  const flows = signedAgo === undefined ? [] : school.flows
  rows.add('settings.settings', {
    setting_id: setting,
    kind: 'school',
    name,
    designation,
    urn,
    trust_id: inTrust ? trust.id : null,
    theme: programme.slug,
    created_at: calendar.at(enrolledAgo),
  })
  rows.add('settings.enrolments', {
    setting_id: setting,
    programme_id: programme.id,
    name,
    designation,
    urn,
    trust_name: inTrust ? trust.name : null,
    district_id: districtId(district),
    phase_id: phaseId(phase),
    activity_levels: school.levels,
    enrolled_on: calendar.day(enrolledAgo),
    first_invited_on: calendar.day(enrolledAgo),
    agreement_offered_on: signedAgo === undefined ? calendar.day(enrolledAgo) : null,
    agreed_on: signedAgo === undefined ? null : startsOn,
    agreement_ends_on: signedAgo === undefined ? null : endsOn,
    flows,
  })
  rows.add('settings.agreements', {
    setting_id: setting,
    id: seedId(`agreement ${setting}`),
    programme_id: programme.id,
    party: name,
    party_kind: 'setting',
    purposes: Object.values(PURPOSES),
    lawful_basis: (designation === 'independent' || designation === 'community'
      ? BASES.legitimate_interests
      : BASES.public_task
    ).words,
    starts_on: startsOn,
    ends_on: endsOn,
    offered_by: officer.name,
    offered_at: calendar.at(enrolledAgo),
    ...(signedAgo === undefined
      ? {}
      : {
          signed_by: head.person,
          signed_name: head.name,
          signed_role: 'Head teacher',
          signed_at: calendar.at(signedAgo, 40),
        }),
  })
  for (const flow of flows)
    rows.add('settings.sharing', {
      setting_id: setting,
      programme_id: programme.id,
      flow,
      since: calendar.at(school.sharedAgo, 50),
      shared_by: head.name,
    })
  addAudit(rows, calendar.at(enrolledAgo), {
    setting,
    person: officer,
    deed: 'settings.enrolled',
    about: programme.id,
    words: `Enrolled into ${programme.name}`,
  })
  if (signedAgo !== undefined)
    addAudit(rows, calendar.at(signedAgo, 40), {
      setting,
      person: head,
      deed: 'settings.agreement-signed',
      about: seedId(`agreement ${setting}`),
      words: `Signed the agreement with ${programme.name}`,
    })
}
