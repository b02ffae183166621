// Where actions are, and who may open them: seeing is for everyone with a Toolkit, changing for the team and its leads.
import { may } from '../../../kernel/access.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { noMistakes } from '../../../kernel/form.ts'
import { begun } from '../../../kernel/merge.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { criterionByKey } from '../edition.ts'
import { actionAt, planAt } from '../paths.ts'
import { postEditing, presenceAbove } from '../presence/service.ts'
import { actionPage } from './action-page.ts'
import { actionForm, newActionForm, stateForm } from './forms.ts'
import {
  actionFields,
  chooseCriterionPage,
  editActionAt,
  editActionPage,
  newActionPage,
  standsOfAction,
  typedFromMove,
} from './form-page.ts'
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
import { besideAction, besidePlanning } from '../moves/beside.ts'
import { routes as stepRoutes } from './steps/routes.ts'
import { threadOf } from '../talk/service.ts'
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
  talk: await threadOf(ctx, {
    setting: place.action.setting_id,
    cycle: place.action.cycle_id,
    about: 'action',
    key: place.action.id,
  }),
  moves: await besideAction(ctx, place),
})

export const routes: readonly Route[] = [
  ...planRoutes,
  get(`${plan}/actions/new`, {
    who: plans,
    load: { planning: loadOpenPlanning },
    async show(asked) {
      const { planning, query } = asked
      const purpose = purposeIn(planning, query.criterion)
      if (!purpose) return chooseCriterionPage(planning, noMistakes)
      const others = await besidePlanning(asked, planning, purpose)
      const typed = typedFromMove(purpose, query.move)
      return newActionPage(planning, purpose, { typed, mistakes: noMistakes, others })
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
    async again(asked) {
      const { planning, typed, mistakes } = asked
      const purpose = purposeIn(planning, String(typed.criterion))
      if (!purpose) return chooseCriterionPage(planning, { criterion: 'Choose what the action is for' })
      const others = await besidePlanning(asked, planning, purpose)
      return newActionPage(planning, purpose, { typed, mistakes, others })
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
    show: async (asked) => {
      const { action } = asked.place
      const [at, stands] = [editActionAt(action), standsOfAction(action)]
      const beside = await presenceAbove(asked, action.setting_id, at, stands)
      return editActionPage(asked.place, begun(asked, at, stands), noMistakes, beside)
    },
  }),
  postEditing(`${actions}/:action/edit`, {
    who: plans,
    load: { place: loadOpenAction },
    form: actionForm,
    fields: ({ place }) => actionFields(place),
    stands: async (asked) => standsOfAction((await loadOpenAction(asked, asked.params)).action),
    async save(asked) {
      const { action } = asked.place
      const done = await changeAction(asked, asked.place, asked.form)
      if (done === 'changed') return goTo(actionAt(action.setting_id, action.id), 'Action saved')
      return done === 'overtaken' ? done : again(done.mistakes)
    },
    draw: async ({ place, typed, mistakes, beside }) => editActionPage(place, typed, mistakes, beside),
    about: ({ place: { action } }) => ({
      caption: action.title,
      back: { text: 'Back to the action', href: actionAt(action.setting_id, action.id) },
    }),
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
