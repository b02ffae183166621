// Where data is kept, opened again and deleted.
import { may } from '../../../kernel/access.ts'
import { goTo, post, type Route } from '../../../kernel/route.ts'
import { Problem } from '../../../kernel/problem.ts'
import { pressForm } from '../desks/forms.ts'
import { loadDesk, loadProgramme } from '../desks/service.ts'
import { deskAt, workbenchAt } from '../paths.ts'
import { DAYS, keep, loadSheet, open, remove, takeBack } from './service.ts'

const AT = '/programmes/:programme/workbench'
const SHEET = `${AT}/sheets/:sheet`
const uses = may('workbench.use', 'programme')

export const routes: readonly Route[] = [
  post(`${AT}/desks/:desk/keeping`, {
    who: uses,
    load: { programme: loadProgramme, desk: loadDesk },
    form: pressForm,
    async act(asked) {
      const { programme, desk } = asked
      if (desk.kept === undefined) await keep(asked, desk)
      return goTo(deskAt(programme.id, desk.id), `A sealed copy is kept for you for ${DAYS} days`)
    },
  }),
  post(`${SHEET}/opening`, {
    who: uses,
    load: { programme: loadProgramme, sheet: loadSheet },
    form: pressForm,
    async act(asked) {
      const { programme, sheet } = asked
      const desk = await open(asked, programme.id, sheet)
      if ('full' in desk) throw new Problem('workbench.full', workbenchAt(programme.id))
      return goTo(deskAt(programme.id, desk.id))
    },
  }),
  post(`${SHEET}/deletion`, {
    who: uses,
    load: { programme: loadProgramme, sheet: loadSheet },
    form: pressForm,
    async act(asked) {
      const { programme, sheet } = asked
      await remove(asked, programme.id, sheet)
      return goTo(`${workbenchAt(programme.id)}?deleted=${sheet.id}`)
    },
  }),
  post(`${SHEET}/restoring`, {
    who: uses,
    load: { programme: loadProgramme, sheet: loadSheet },
    form: pressForm,
    async act(asked) {
      const { programme, sheet } = asked
      const isBack = await takeBack(asked, programme.id, sheet)
      return goTo(workbenchAt(programme.id), isBack ? 'It is kept again' : 'It could no longer be taken back')
    },
  }),
]
