// The second step of someone's own sign-in.
import { signedIn } from '../../../kernel/access.ts'
import { actorOf } from '../../../kernel/context.ts'
import { noMistakes } from '../../../kernel/form.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { codesForm, proofForm, setUpForm } from './forms.ts'
import { codesAskedPage, codesPage, hasStepPage, noStepPage, removalPage, setUpPage } from './pages.ts'
import { lacksSecondStep, needsSecondStep } from './rules.ts'
import { makeRecoveryCodes, newOffer, offerAgain, proveCode, recoveryCodesLeft, setUp, turnOff } from './service.ts'

export const secondStepRoutes: readonly Route[] = [
  get('/account/second-step', {
    who: signedIn,
    async show(asked) {
      const actor = actorOf(asked)
      if (actor.has_second_factor) return hasStepPage({ required: needsSecondStep(actor) })
      return setUpPage({ offer: newOffer(asked), mistakes: noMistakes, asked: lacksSecondStep(actor) })
    },
  }),
  post('/account/second-step', {
    who: signedIn,
    form: setUpForm,
    sensitive: true,
    async act(asked) {
      const done = await setUp(asked, asked.form, asked.device, asked.cookies.session)
      if (done.kind === 'wrong') return again({ code: done.words })
      return { kind: 'go', to: '/account/recovery-codes', flash: 'Your second step is on', cookies: [done.cookie] }
    },
    async again(asked) {
      const offer = offerAgain(asked, String(asked.typed.offer ?? ''))
      return setUpPage({ offer, mistakes: asked.mistakes, asked: lacksSecondStep(actorOf(asked)) })
    },
  }),
  get('/account/second-step/removal', {
    who: signedIn,
    async show(asked) {
      const actor = actorOf(asked)
      if (!actor.has_second_factor) return goTo('/account/second-step')
      return removalPage({ mistakes: noMistakes, required: needsSecondStep(actor) })
    },
  }),
  post('/account/second-step/removal', {
    who: signedIn,
    form: proofForm,
    sensitive: true,
    async act(asked) {
      const wrong = await proveCode(asked, asked.form.code)
      if (wrong !== undefined) return again({ code: wrong }, { kept: true })
      await turnOff(asked)
      return goTo('/account', 'Your second step is off')
    },
    again: async (asked) => removalPage({ mistakes: asked.mistakes, required: needsSecondStep(actorOf(asked)) }),
  }),
  get('/account/recovery-codes', {
    who: signedIn,
    async show(asked) {
      const actor = actorOf(asked)
      if (!actor.has_second_factor) return noStepPage()
      const { made } = await recoveryCodesLeft(asked, actor.person_id)
      return codesAskedPage({ mistakes: noMistakes, made })
    },
  }),
  post('/account/recovery-codes', {
    who: signedIn,
    form: codesForm,
    sensitive: true,
    async act(asked) {
      const actor = actorOf(asked)
      if (!actor.has_second_factor) return goTo('/account/second-step')
      const { made } = await recoveryCodesLeft(asked, actor.person_id)
      const wrong = made > 0 ? await proveCode(asked, asked.form.code) : undefined
      if (wrong !== undefined) return again({ code: wrong }, { kept: true })
      return codesPage({ codes: await makeRecoveryCodes(asked) })
    },
    async again(asked) {
      const { made } = await recoveryCodesLeft(asked, actorOf(asked).person_id)
      return codesAskedPage({ mistakes: asked.mistakes, made })
    },
  }),
]
