// Who should be on the team: which recommended roles someone covers by what they do in the setting, and which are open.
import type { RoleName } from '../../../kernel/access.ts'
import type { Edition, RecommendedRole } from '../edition.ts'
import { rolesCovered, type ActionBrief, type Member, type Standing } from '../standing/rules.ts'

export type Colleague = { person_id: string; name: string; roles: readonly RoleName[] }

/** The recommended roles that someone's roles in the setting meet. */
export function rolesMetBy(edition: Edition, roles: readonly RoleName[]): string[] {
  return edition.recommended_roles
    .filter((role) => role.met_by.some((one) => roles.some((held) => held === one)))
    .map((role) => role.role)
}

/** A recommended role nobody on the team covers, and colleagues who could. */
export type Gap = { role: RecommendedRole; could: readonly Colleague[] }

export function gapsOf(edition: Edition, team: readonly Member[], colleagues: readonly Colleague[]): Gap[] {
  const open = rolesCovered(edition, team).filter(({ by }) => by.length === 0)
  return open.map(({ role }) => ({
    role,
    could: colleagues.filter((one) => rolesMetBy(edition, one.roles).includes(role.role)),
  }))
}

export function notYetOnTeam(team: readonly Member[], colleagues: readonly Colleague[]): Colleague[] {
  return colleagues.filter((one) => !team.some((member) => member.person_id === one.person_id))
}

export function isOpen(action: ActionBrief): boolean {
  return !action.reviewed && (action.state === 'planned' || action.state === 'under_way')
}

/** Open actions whose owner has left the team: someone should take them over. */
export function leftBehind(standing: Pick<Standing, 'actions'>): ActionBrief[] {
  return standing.actions.filter((action) => action.owner_left && isOpen(action))
}

export function openActionsOf(standing: Pick<Standing, 'actions'>, member: Pick<Member, 'id'>): ActionBrief[] {
  return standing.actions.filter((action) => action.owner_id === member.id && isOpen(action))
}
