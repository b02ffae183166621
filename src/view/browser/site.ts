// The browser's half of a staff page: marks that script is here and wakes GOV.UK's components. Every page works
// without it; nothing here holds a rule or a secret.

/// <reference lib="dom" />

import {
  Button,
  CharacterCount,
  createAll,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  SkipLink,
} from 'govuk-frontend'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')

// Answers that open a further question do so by CSS alone (_pieces.scss): the official script puts aria-expanded on
// radios, which their role does not allow.
createAll(Button, { preventDoubleClick: true })
for (const component of [CharacterCount, ErrorSummary, NotificationBanner, PasswordInput, SkipLink]) {
  createAll(component)
}

// Who else has this form open. The server puts it into words; nothing here waits for it, and a page that is not looked
// at says nothing.
const presence = document.querySelector<HTMLElement>('[data-presence]')
const formToken = document.querySelector<HTMLInputElement>('main input[name=form_token]')

async function beat(line: HTMLElement, token: string): Promise<void> {
  if (document.hidden) return
  const { presence: to = '', page = '', mark = '' } = line.dataset
  const body = new URLSearchParams({ page, mark, form_token: token })
  const answer = await fetch(to, { method: 'POST', body, redirect: 'error' })
  if (!answer.ok) return
  const words = await answer.text()
  // Said again only when it changed: a screen reader reads this line aloud.
  if (line.textContent !== words) line.textContent = words
}

if (presence && formToken) {
  const say = (): void => void beat(presence, formToken.value).catch(() => undefined) // Away for now: the next one may come through.
  say()
  setInterval(say, 30_000)
  document.addEventListener('visibilitychange', say)
}

// An answer that is being worked out: the page looks again by itself, says how far it is, and shows the answer when it is
// there. Without this the link under it does the same.
const waiting = document.querySelector<HTMLElement>('[data-look-again]')
const LOOK_AGAIN_MS = 2000

async function lookAgain(part: HTMLElement): Promise<void> {
  const path = part.dataset.lookAgain ?? ''
  const answer = await fetch(path, { redirect: 'error' })
  const found = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-look-again]')
  if (!found) return location.replace(path)
  const [words, bar] = [part.querySelector('[role=status]'), part.querySelector('progress')]
  const [newWords, newBar] = [found.querySelector('[role=status]'), found.querySelector('progress')]
  if (words && newWords && words.textContent !== newWords.textContent) words.textContent = newWords.textContent
  if (bar && newBar) bar.value = newBar.value
  setTimeout(again, LOOK_AGAIN_MS)

  function again(): void {
    // Away for now: the link is still there.
    void lookAgain(part).catch(() => undefined)
  }
}

if (waiting) setTimeout(() => void lookAgain(waiting).catch(() => undefined), LOOK_AGAIN_MS)
