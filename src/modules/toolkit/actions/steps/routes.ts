// Where the steps of an action are changed. Who: those who plan, and are on the team (the loader asks the rule).
import { may } from '../../../../kernel/access.ts'
import { noMistakes } from '../../../../kernel/form.ts'
import { again, get, goTo, post, type Route } from '../../../../kernel/route.ts'
import { actionAt } from '../../paths.ts'
import { loadOpenAction, type Action } from '../service.ts'
import { newStepForm, placeForm, removalForm, stepForm, tickForm } from './forms.ts'
import { newStepPage, stepAt, stepPage, stepRemovalPage } from './pages.ts'
import { addStep, loadStep, placeStep, removeStep, rewordStep, stepsOfAction, tickStep } from './service.ts'

const base = '/settings/:setting/toolkit/actions/:action/steps'
const one = { place: loadOpenAction, step: loadStep }
const who = may('toolkit.plan')
const back = (action: Action): string => actionAt(action.setting_id, action.id)

export const routes: readonly Route[] = [
  post(base, {
    who,
    load: { place: loadOpenAction },
    form: newStepForm,
    async act(asked) {
      await addStep(asked, asked.place.action, asked.form.words)
      return goTo(back(asked.place.action), 'Step added')
    },
    again: async ({ place, typed, mistakes }) => newStepPage(place.action, typed, mistakes),
  }),
  get(`${base}/:step`, {
    who,
    load: one,
    show: async (asked) =>
      stepPage(
        asked.place.action,
        await stepsOfAction(asked, asked.place.action),
        asked.step,
        { words: asked.step.words },
        noMistakes,
      ),
  }),
  post(`${base}/:step`, {
    who,
    load: one,
    form: stepForm,
    async act(asked) {
      const { place, step, form } = asked
      if (await rewordStep(asked, place.action, step, form.words, form.was))
        return goTo(back(place.action), 'Step saved')
      return again({ was: 'Someone changed this step while you were writing' }, { status: 409 })
    },
    async again(asked) {
      const step = await loadStep(asked, asked.params)
      return stepPage(
        asked.place.action,
        await stepsOfAction(asked, asked.place.action),
        step,
        asked.typed,
        asked.mistakes,
      )
    },
  }),
  post(`${base}/:step/tick`, {
    who,
    load: one,
    form: tickForm,
    async act(asked) {
      await tickStep(asked, asked.place.action, asked.step, asked.form.done)
      return goTo(back(asked.place.action), asked.form.done ? 'Step done' : 'Step opened again')
    },
  }),
  post(`${base}/:step/place`, {
    who,
    load: one,
    form: placeForm,
    async act(asked) {
      await placeStep(asked, asked.place.action, asked.step, asked.form.way)
      return goTo(stepAt(asked.step), 'Moved')
    },
  }),
  get(`${base}/:step/removal`, {
    who,
    load: one,
    show: async ({ place, step }) => stepRemovalPage(place.action, step),
  }),
  post(`${base}/:step/removal`, {
    who,
    load: one,
    form: removalForm,
    async act(asked) {
      await removeStep(asked, asked.place.action, asked.step)
      return goTo(back(asked.place.action), 'Step removed')
    },
  }),
]
