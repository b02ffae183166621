// Which roles a place has, and when someone may give them up.
import type { RoleName, SettingKind } from '../../../kernel/access.ts'

const SCHOOL: readonly RoleName[] = [
  'head',
  'senior_leader',
  'senior_mental_health_lead',
  'designated_safeguarding_lead',
  'deputy_safeguarding_lead',
  'data_protection_officer',
  'designated_teacher',
  'lead_governor',
  'governor',
  'teacher',
  'teaching_assistant',
  'pastoral',
  'pshe_lead',
  'senco',
  'participation_worker',
  'young_evaluator',
]
const OFFICE: readonly RoleName[] = [
  'programme_officer',
  'evaluator',
  'assessor',
  'support_team_member',
  'participation_worker',
  'delivery_partner',
  'data_protection_officer',
  'young_evaluator',
]
const TRUST: readonly RoleName[] = [
  'trust_safeguarding_lead',
  'trust_wellbeing_lead',
  'senior_leader',
  'senior_mental_health_lead',
  'data_protection_officer',
]
const TEAM: readonly RoleName[] = ['support_team_member', 'participation_worker', 'data_protection_officer']
const PARTNER: readonly RoleName[] = ['delivery_partner', 'data_protection_officer']

const BY_KIND: Readonly<Record<SettingKind, readonly RoleName[]>> = {
  school: SCHOOL,
  programme_office: OFFICE,
  trust_office: TRUST,
  team: TEAM,
  partner: PARTNER,
}

export function rolesFor(kind: SettingKind): readonly RoleName[] {
  return BY_KIND[kind]
}

const IN_CHARGE: Readonly<Record<SettingKind, RoleName>> = {
  school: 'head',
  programme_office: 'programme_officer',
  trust_office: 'trust_safeguarding_lead',
  team: 'support_team_member',
  partner: 'delivery_partner',
}

/** The role that looks after people here: a place must always have one. */
export function inCharge(kind: SettingKind): RoleName {
  return IN_CHARGE[kind]
}

type PersonHere = { person_id: string; roles: readonly RoleName[] }

/** Why these roles cannot be all that someone holds from now on: nobody would be in charge. */
export function whyNotOnly(
  kind: SettingKind,
  people: readonly PersonHere[],
  person: string,
  roles: readonly RoleName[],
): 'last-in-charge' | undefined {
  const role = inCharge(kind)
  const now = people.find((one) => one.person_id === person)?.roles.includes(role) === true
  if (!now || roles.includes(role)) return undefined
  return people.some((one) => one.person_id !== person && one.roles.includes(role)) ? undefined : 'last-in-charge'
}
