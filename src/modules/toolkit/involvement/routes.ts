// Where the pages about taking part are. The team and those who lead may write.
import { may } from '../../../kernel/access.ts'
import { Problem } from '../../../kernel/problem.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { loadHere, type Here } from '../cycles/service.ts'
import { involvementAt, toolkitAt } from '../paths.ts'
import { involvementForm } from './forms.ts'
import { groupPage, involvementPage } from './pages.ts'
import { keepInvolvement, loadGroup } from './service.ts'

const AT = '/settings/:setting/toolkit/involvement'

const mayWrite = ({ cycle, me, leads }: Here): boolean => cycle.stage !== 'closed' && (leads || me !== undefined)

function forTeam(here: Here): void {
  if (here.cycle.stage === 'closed') throw new Problem('toolkit.cycle-closed', toolkitAt(here.cycle.setting_id))
  if (!mayWrite(here)) throw new Problem('toolkit.not-on-team')
}

export const routes: readonly Route[] = [
  get(AT, {
    who: may('toolkit.see'),
    load: { here: loadHere },
    show: async ({ here }) => involvementPage(here, mayWrite(here)),
  }),
  get(`${AT}/:group`, {
    who: may('toolkit.rate'),
    load: { here: loadHere, group: loadGroup },
    show: async ({ here, group }) => {
      forTeam(here)
      return groupPage(here, group)
    },
  }),
  post(`${AT}/:group`, {
    who: may('toolkit.rate'),
    load: { here: loadHere, group: loadGroup },
    form: involvementForm,
    act: async (asked) => {
      const { here, group, form: words } = asked
      forTeam(here)
      if (!(await keepInvolvement(asked, here.cycle, group, words))) return again({ planned: 'Someone saved this while you were writing. Both versions are below: bring them together, then save' }, { status: 409 })
      return goTo(involvementAt(here.cycle.setting_id), `Saved how ${group.name.toLowerCase()} take part`)
    },
    again: async ({ here, group, typed, mistakes }) => groupPage(here, group, { typed, mistakes }),
  }),
]
