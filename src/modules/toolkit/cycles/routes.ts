// The Toolkit's home, beginning a cycle, closing a stage.
import { may } from '../../../kernel/access.ts'
import { actorOf } from '../../../kernel/context.ts'
import { form, version } from '../../../kernel/form.ts'
import { Problem } from '../../../kernel/problem.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { blockersOf } from '../standing/rules.ts'
import { toolkitAt } from '../paths.ts'
import { leadsHere } from '../roles.ts'
import { beforePage, closingPage, stageElsewherePage, toolkitPage } from './pages.ts'
import { closedAt, stageInWords } from './rules.ts'
import { closeStage, loadHere, loadHereIfAny, loadHereLeading, loadOffer, loadStage, startCycle } from './service.ts'

const AT = '/settings/:setting/toolkit'

export const routes: readonly Route[] = [
  get(AT, {
    who: may('toolkit.see'),
    load: { here: loadHereIfAny, offer: loadOffer },
    show: async (asked) => {
      const { here, offer, params } = asked
      if (here) return toolkitPage(here)
      const roles = actorOf(asked)
        .places.filter((place) => place.setting_id === params.setting)
        .map((place) => place.role)
      return beforePage(params.setting!, offer, leadsHere(roles))
    },
  }),
  post(`${AT}/cycles`, {
    who: may('toolkit.lead'),
    load: { offer: loadOffer },
    form: form({}),
    act: async (asked) => {
      const cycle = await startCycle(asked, asked.params.setting!, asked.offer.edition)
      const words =
        cycle.number === 1
          ? 'The first cycle has begun. Bring the team together first'
          : `Cycle ${cycle.number} has begun`
      return goTo(toolkitAt(cycle.setting_id), words)
    },
  }),
  get(`${AT}/stages/:stage/closing`, {
    who: may('toolkit.see'),
    load: { stage: loadStage, here: loadHere },
    show: async ({ stage, here }) =>
      here.cycle.stage === stage
        ? closingPage(here, stage)
        : stageElsewherePage(here, stage, closedAt(here.cycle, stage)),
  }),
  post(`${AT}/stages/:stage/closing`, {
    who: may('toolkit.rate'),
    load: { stage: loadStage, here: loadHereLeading },
    form: form({ version: version() }),
    act: async (asked) => {
      const { stage, here } = asked
      if (here.cycle.stage !== stage) throw new Problem('toolkit.stage-moved', toolkitAt(here.cycle.setting_id))
      if (!(await closeStage(asked, here, stage, asked.form.version))) {
        const blocked = blockersOf(here.edition, here.standing, stage).length > 0
        return again(
          {
            version: blocked
              ? 'Something still keeps this stage open: see below'
              : 'Someone changed the cycle while you were reading: look once more before you close the stage',
          },
          { status: blocked ? 422 : 409 },
        )
      }
      const words =
        stage === 'review'
          ? `Cycle ${here.cycle.number} is complete. Well done`
          : `You have closed ${stageInWords(here.edition, stage)}`
      return goTo(toolkitAt(here.cycle.setting_id), words)
    },
    again: async ({ stage, here, mistakes }) => closingPage(here, stage, mistakes),
  }),
]
