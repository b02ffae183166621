// Who may. A role is held in a place (a setting); a verb is a permission with a name, granted to roles by the module
// that owns it. The route decides who, the database decides whose: this file never reads a row.

export const ROLES = {
  head: 'Head teacher',
  senior_leader: 'Senior leader',
  senior_mental_health_lead: 'Senior mental health lead',
  designated_safeguarding_lead: 'Designated safeguarding lead',
  deputy_safeguarding_lead: 'Deputy designated safeguarding lead',
  trust_safeguarding_lead: 'Trust safeguarding lead',
  trust_wellbeing_lead: 'Trust wellbeing lead',
  data_protection_officer: 'Data protection officer',
  designated_teacher: 'Designated teacher',
  lead_governor: 'Lead governor for wellbeing',
  governor: 'Governor',
  teacher: 'Teacher',
  teaching_assistant: 'Teaching assistant',
  pastoral: 'Pastoral staff',
  pshe_lead: 'PSHE lead',
  senco: 'SENCO',
  participation_worker: 'Participation worker',
  programme_officer: 'Programme officer',
  evaluator: 'Evaluator',
  assessor: 'Assessor',
  support_team_member: 'Support team member',
  delivery_partner: 'Delivery partner',
  young_evaluator: 'Young evaluator',
} as const

export type RoleName = keyof typeof ROLES
export const roleNames = Object.keys(ROLES) as [RoleName, ...RoleName[]]

/** What kind of organisation a setting is: where people belong and rows live. */
export type SettingKind = 'school' | 'programme_office' | 'trust_office' | 'team' | 'partner'

/** One role in one place. */
export type Place = {
  setting_id: string
  setting_name: string
  kind: SettingKind
  role: RoleName
  /** The programme this place is the office of. */
  programme_id: string | null
  trust_id: string | null
  /** Slug of the programme whose colours these pages wear. */
  theme: string | null
  /** The programme asks everyone here for a second step at sign-in. */
  needs_second_step?: boolean
  /** Modules that are switched off here, by the setting or by all its programmes. */
  off?: readonly string[]
  /** Ways of working that the setting has chosen, each by the name its module gives it. */
  ways?: readonly string[]
  /** This role sees sensitive things somewhere in the house: asked for a second step at sign-in. */
  sees_sensitive?: boolean
}

/** Someone signed in. `strong`: a second factor was used in this session. */
export type Actor = {
  person_id: string
  name: string
  email: string
  session_id: string
  strong: boolean
  has_second_factor: boolean
  /** Whoever began this installation: may make programmes. */
  founder: boolean
  places: readonly Place[]
}

export type Verb = {
  words: string
  roles: readonly RoleName[]
  /** Sees what is sensitive: the session must have used a second factor. */
  sensitive?: boolean
}

export type Verbs = Readonly<Record<string, Verb>>

/** Who may open a route. With `may`, the role must be held in the place the path names (:setting, :programme). */
export type Who =
  | { kind: 'anyone' }
  | { kind: 'signed-in' }
  | { kind: 'founder' }
  | { kind: 'may'; verb: string; where: 'setting' | 'programme' | 'anywhere' }

export const anyone: Who = { kind: 'anyone' }
export const signedIn: Who = { kind: 'signed-in' }
export const founder: Who = { kind: 'founder' }

/** `may('toolkit.rate')`: in the setting of the path; `may('settings.enrol', 'programme')`: at that programme's office. */
export function may(verb: string, where: 'setting' | 'programme' | 'anywhere' = 'setting'): Who {
  return { kind: 'may', verb, where }
}

/** The roles that see something sensitive. */
export function sensitiveRoles(verbs: Verbs): ReadonlySet<RoleName> {
  return new Set(Object.values(verbs).flatMap((verb) => (verb.sensitive === true ? verb.roles : [])))
}

/** The places among the actor's where a verb is theirs. */
export function placesWith(verbs: Verbs, actor: Actor, verb: string): Place[] {
  const roles = verbs[verb]?.roles
  if (!roles) throw new Error(`No module declares the verb ${verb}`)
  return actor.places.filter((place) => roles.includes(place.role))
}

export type Answer = 'yes' | 'sign-in' | 'not-found' | 'not-allowed' | 'second-factor'

export type PathPlace = { setting?: string | undefined; programme?: string | undefined }

function inPlace(places: readonly Place[], where: 'setting' | 'programme' | 'anywhere', path: PathPlace): Place[] {
  if (where === 'anywhere') return [...places]
  if (where === 'setting') return places.filter((place) => place.setting_id === path.setting)
  return places.filter((place) => place.programme_id !== null && place.programme_id === path.programme)
}

/**
 * Answered before anything is read. Someone with no place there learns nothing, not even that it exists; someone
 * with a place but without the verb is told so.
 */
export function whetherMay(who: Who, verbs: Verbs, actor: Actor | undefined, path: PathPlace): Answer {
  if (who.kind === 'anyone') return 'yes'
  if (!actor) return 'sign-in'
  if (who.kind === 'signed-in') return 'yes'
  if (who.kind === 'founder') return actor.founder ? 'yes' : 'not-found'
  if (inPlace(actor.places, who.where, path).length === 0) return 'not-found'
  if (inPlace(placesWith(verbs, actor, who.verb), who.where, path).length === 0)
    return who.where === 'anywhere' ? 'not-found' : 'not-allowed'
  const asked = verbs[who.verb]!.sensitive === true || actor.places.some((place) => place.needs_second_step === true)
  return asked && !actor.strong ? 'second-factor' : 'yes'
}
