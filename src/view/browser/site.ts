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
