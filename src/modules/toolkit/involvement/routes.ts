// Where the pages about taking part are. The team and those who lead may write.
import { may } from '../../../kernel/access.ts'
import { begun } from '../../../kernel/merge.ts'
import { get, goTo, type Route } from '../../../kernel/route.ts'
import { loadHere, loadHereWriting, mayWrite } from '../cycles/service.ts'
import { involvementAt } from '../paths.ts'
import { postEditing, presenceAbove } from '../presence/service.ts'
import { involvementForm } from './forms.ts'
import { groupAt, groupPage, involvementFields, involvementPage, standsOfInvolvement } from './pages.ts'
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
    show: async (asked) => {
      const { here, group } = asked
      const { setting_id: setting } = here.cycle
      const [at, stands] = [groupAt(setting, group), standsOfInvolvement(here, group)]
      const beside = await presenceAbove(asked, setting, at, stands)
      return groupPage(here, group, { typed: begun(asked, at, stands), beside })
    },
  }),
  postEditing(`${AT}/:group`, {
    who: may('toolkit.rate'),
    load: { here: loadHereWriting, group: loadGroup },
    form: involvementForm,
    fields: () => involvementFields,
    stands: async (asked) => standsOfInvolvement(await loadHereWriting(asked, asked.params), asked.group),
    async save(asked) {
      const { here, group, form: words } = asked
      if (!(await keepInvolvement(asked, here.cycle, group, words))) return 'overtaken'
      return goTo(involvementAt(here.cycle.setting_id), `Saved how ${group.name.toLowerCase()} take part`)
    },
    draw: async ({ here, group, ...asked }) => groupPage(here, group, asked),
    about: ({ here, group }) => ({
      caption: `How ${group.name.toLowerCase()} take part`,
      back: { text: 'How people take part', href: involvementAt(here.cycle.setting_id) },
    }),
  }),
]
