// Which roles do what in the Toolkit. The verbs of module.ts are made of these lists, and the finer rules ask them too.
import type { RoleName } from '../../kernel/access.ts'

export const leads: readonly RoleName[] = ['head', 'senior_leader', 'senior_mental_health_lead']

export const governors: readonly RoleName[] = ['lead_governor', 'governor']

export const staff: readonly RoleName[] = [
  ...leads,
  ...governors,
  'designated_safeguarding_lead',
  'deputy_safeguarding_lead',
  'designated_teacher',
  'teacher',
  'teaching_assistant',
  'pastoral',
  'pshe_lead',
  'senco',
]

export const readers: readonly RoleName[] = [...staff, 'data_protection_officer', 'participation_worker']

/** Who may take the Record out of the house: those who lead, and whoever answers for the data. */
export const exporters: readonly RoleName[] = [...leads, 'data_protection_officer']

/** At a programme's office. */
export const boardReaders: readonly RoleName[] = ['programme_officer', 'evaluator', 'assessor']
export const recordReaders: readonly RoleName[] = ['assessor', 'programme_officer']

export function leadsHere(roles: readonly RoleName[]): boolean {
  return roles.some((role) => leads.includes(role))
}
