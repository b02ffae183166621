// Where the pages about taking part are. The team and those who lead may write.
import { may } from '../../../kernel/access.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { loadHere, loadHereWriting, mayWrite } from '../cycles/service.ts'
import { involvementAt } from '../paths.ts'
import { involvementForm } from './forms.ts'
import { groupPage, involvementPage } from './pages.ts'
import { keepInvolvement, loadGroup } from './service.ts'

const AT = '/settings/:setting/toolkit/involvement'

export const routes: readonly Route[] = [
  get(AT, {
    who: may('toolkit.see'),
    load: { here: loadHere },
    show: async ({ here }) => involvementPage(here, mayWrite(here)),
  }),
  get(`${AT}/:group`, {
    who: may('toolkit.rate'),
    load: { here: loadHereWriting, group: loadGroup },
    show: async ({ here, group }) => groupPage(here, group),
  }),
  post(`${AT}/:group`, {
    who: may('toolkit.rate'),
    load: { here: loadHereWriting, group: loadGroup },
    form: involvementForm,
    act: async (asked) => {
      const { here, group, form: words } = asked
      if (!(await keepInvolvement(asked, here.cycle, group, words)))
        return again(
          {
            planned:
              'Someone saved this while you were writing. Both versions are below: bring them together, then save',
          },
          { status: 409 },
        )
      return goTo(involvementAt(here.cycle.setting_id), `Saved how ${group.name.toLowerCase()} take part`)
    },
    again: async ({ here, group, typed, mistakes }) => groupPage(here, group, { typed, mistakes }),
  }),
]
