// Where actions are, and who may open them: seeing is for everyone with a Toolkit, changing for the team and its leads.
import { may } from '../../../kernel/access.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { noMistakes } from '../../../kernel/form.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { criterionByKey } from '../edition.ts'
import { actionAt, planAt } from '../paths.ts'
import { actionPage } from './action-page.ts'
import { actionForm, newActionForm, stateForm } from './forms.ts'
import { chooseCriterionPage, editActionPage, newActionPage, typedFromAction, typedFromMove } from './form-page.ts'
import { routes as indicatorRoutes } from './indicators/routes.ts'
import { routes as planRoutes } from './plan/routes.ts'
import {
  changeAction,
  indicatorsOf,
  loadAction,
  loadOpenAction,
  loadOpenPlanning,
  makeAction,
  moveAction,
  purposeOf,
  stepsOf,
  type ActionPlace,
  type Planning,
  type Purpose,
} from './service.ts'
import { routes as stepRoutes } from './steps/routes.ts'
import { STATE_WORDS } from './rules.ts'

const plan = '/settings/:setting/toolkit/plan'
const actions = '/settings/:setting/toolkit/actions'
const plans = may('toolkit.plan')

function purposeIn(planning: Planning, key: string | undefined): Purpose | undefined {
  return key !== undefined && criterionByKey(planning.edition, key) ? purposeOf(planning.edition, key) : undefined
}

const shown = async (ctx: Ctx, place: ActionPlace) => ({
  ...place,
  steps: await stepsOf(ctx, [place.action]),
  indicators: await indicatorsOf(ctx, [place.action]),
})

export const routes: readonly Route[] = [
  ...planRoutes,
  get(`${plan}/actions/new`, {
    who: plans,
    load: { planning: loadOpenPlanning },
    async show({ planning, query }) {
      const purpose = purposeIn(planning, query.criterion)
      return purpose
        ? newActionPage(planning, purpose, typedFromMove(purpose, query.move), noMistakes)
        : chooseCriterionPage(planning, noMistakes)
    },
  }),
  post(`${plan}/actions`, {
    who: plans,
    load: { planning: loadOpenPlanning },
    form: newActionForm,
    async act(asked) {
      const made = await makeAction(asked, asked.planning, asked.form)
      return 'mistakes' in made
        ? again(made.mistakes)
        : goTo(actionAt(asked.planning.cycle.setting_id, made.id), 'Action added to the plan')
    },
    async again({ planning, typed, mistakes }) {
      const purpose = purposeIn(planning, String(typed.criterion))
      return purpose
        ? newActionPage(planning, purpose, typed, mistakes)
        : chooseCriterionPage(planning, { criterion: 'Choose what the action is for' })
    },
  }),
  get(`${actions}/:action`, {
    who: may('toolkit.see'),
    load: { place: loadAction },
    show: async (asked) => actionPage(await shown(asked, asked.place)),
  }),
  get(`${actions}/:action/edit`, {
    who: plans,
    load: { place: loadOpenAction },
    show: async ({ place }) => editActionPage(place, typedFromAction(place.action), noMistakes),
  }),
  post(`${actions}/:action/edit`, {
    who: plans,
    load: { place: loadOpenAction },
    form: actionForm,
    async act(asked) {
      const { action } = asked.place
      const done = await changeAction(asked, asked.place, asked.form)
      if (done === 'changed') return goTo(actionAt(action.setting_id, action.id), 'Action saved')
      return done === 'stale'
        ? again({ version: 'Someone changed this action while you were writing' }, { status: 409 })
        : again(done.mistakes)
    },
    async again(asked) {
      return editActionPage(await loadOpenAction(asked, asked.params), asked.typed, asked.mistakes)
    },
  }),
  post(`${actions}/:action/state`, {
    who: plans,
    load: { place: loadOpenAction },
    form: stateForm,
    async act(asked) {
      const { place, form } = asked
      const { setting_id: setting, id, title } = place.action
      await moveAction(asked, place, form.state)
      return goTo(
        form.back === 'plan' ? planAt(setting) : actionAt(setting, id),
        `“${title}” is now: ${STATE_WORDS[form.state].toLowerCase()}`,
      )
    },
  }),
  ...stepRoutes,
  ...indicatorRoutes,
]
