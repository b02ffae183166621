// Where the team's pages are. Seeing the team is for everyone in the setting; changing it for those who lead.
import { may } from '../../../kernel/access.ts'
import { form } from '../../../kernel/form.ts'
import { again, get, goTo, post, type Again, type Route } from '../../../kernel/route.ts'
import { loadHere, loadHereLeading } from '../cycles/service.ts'
import type { Edition } from '../edition.ts'
import { teamAt } from '../paths.ts'
import { joiningForm, leavingForm, memberForm } from './forms.ts'
import { joiningPage, memberPage, teamPage } from './pages.ts'
import { notYetOnTeam } from './rules.ts'
import { changeMember, joinTeam, leaveTeam, loadColleagues, loadMember, makeLead } from './service.ts'

const AT = '/settings/:setting/toolkit/team'

function unknownRoles(edition: Edition, roles: readonly string[]): Again | undefined {
  const known = (key: string): boolean => edition.recommended_roles.some((role) => role.role === key)
  return roles.every(known) ? undefined : again({ team_roles: 'Choose roles from the list' })
}

export const routes: readonly Route[] = [
  get(AT, {
    who: may('toolkit.see'),
    load: { here: loadHere, colleagues: loadColleagues },
    show: async ({ here, colleagues }) => teamPage(here, colleagues),
  }),
  get(`${AT}/joining`, {
    who: may('toolkit.rate'),
    load: { here: loadHereLeading, colleagues: loadColleagues },
    show: async ({ here, colleagues, query }) => joiningPage(here, colleagues, query.person),
  }),
  post(`${AT}/joining`, {
    who: may('toolkit.rate'),
    load: { here: loadHereLeading, colleagues: loadColleagues },
    form: joiningForm,
    act: async (asked) => {
      const { here, colleagues, form: sent } = asked
      const colleague = notYetOnTeam(here.standing.team, colleagues).find((one) => one.person_id === sent.person)
      if (!colleague) return again({ person: 'Choose someone from the list' })
      if (sent.joined_on > here.today) return again({ joined_on: 'Enter today’s date or an earlier one' })
      const wrong = unknownRoles(here.edition, sent.team_roles)
      if (wrong) return wrong
      await joinTeam(asked, here, colleague, sent)
      return goTo(teamAt(here.cycle.setting_id), `${colleague.name} is on the team`)
    },
    again: async ({ here, colleagues, typed, mistakes }) =>
      joiningPage(here, colleagues, undefined, { typed, mistakes }),
  }),
  get(`${AT}/:member`, {
    who: may('toolkit.rate'),
    load: { here: loadHereLeading, member: loadMember },
    show: async ({ here, member }) => memberPage(here, member),
  }),
  post(`${AT}/:member`, {
    who: may('toolkit.rate'),
    load: { here: loadHereLeading, member: loadMember },
    form: memberForm,
    act: async (asked) => {
      const { here, member, form: sent } = asked
      const wrong = unknownRoles(here.edition, sent.team_roles)
      if (wrong) return wrong
      await changeMember(asked, here.cycle.setting_id, member, sent)
      return goTo(teamAt(here.cycle.setting_id), `Saved what ${member.name} covers`)
    },
    again: async ({ here, member, typed, mistakes }) => memberPage(here, member, { typed, mistakes }),
  }),
  post(`${AT}/:member/lead`, {
    who: may('toolkit.rate'),
    load: { here: loadHereLeading, member: loadMember },
    form: form({}),
    act: async (asked) => {
      const { here, member } = asked
      await makeLead(asked, here.cycle.setting_id, member)
      return goTo(teamAt(here.cycle.setting_id), `${member.name} leads the team`)
    },
  }),
  post(`${AT}/:member/leaving`, {
    who: may('toolkit.rate'),
    load: { here: loadHereLeading, member: loadMember },
    form: leavingForm,
    act: async (asked) => {
      const { here, member, form: sent } = asked
      if (sent.left_on > here.today) return again({ left_on: 'Enter today’s date or an earlier one' })
      if (sent.left_on < member.joined_on) return again({ left_on: 'Enter a day after they joined' })
      await leaveTeam(asked, here.cycle.setting_id, member, sent.left_on)
      return goTo(teamAt(here.cycle.setting_id), `${member.name} has left the team`)
    },
    again: async ({ here, member, typed, mistakes }) => memberPage(here, member, { typed, mistakes }),
  }),
]
