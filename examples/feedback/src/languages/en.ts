/** Every word a person sees, in English. Another language is one more file of this shape. */
export const en = {
  site: 'Feedback',
  titleOf: (page: string) => `${page} · Feedback`,
  errorTitle: (title: string) => `Error: ${title}`,
  footer: 'A small example of Belfry, web push you host yourself.',

  form: {
    title: 'Tell us what you think',
    lead: 'Something broken, missing or lovely? A line is enough. A person reads every message.',
    name: 'Your name',
    email: 'Your e-mail',
    emailHint: 'Only to answer you.',
    message: 'Your message',
    trap: 'Leave this field empty',
    send: 'Send feedback',
    problems: 'Please look at this again:',
    ownerLink: 'Are you the owner? Open your inbox',
  },
  problems: {
    'name-missing': 'Tell us your name, or the one you like to be called by.',
    'name-too-long': 'Shorten your name to 80 characters.',
    'email-missing': 'Enter your e-mail address, so that we can answer.',
    'email-too-long': 'Shorten your e-mail address to 254 characters.',
    'email-invalid': 'Enter an e-mail address like ada@example.org.',
    'message-missing': 'Write your message.',
    'message-too-long': 'Shorten your message to 5,000 characters.',
  },
  thanks: {
    title: 'Thank you',
    lead: 'Your message has arrived. Someone will read it soon.',
    again: 'Write another one',
  },

  signIn: {
    title: 'Owner’s inbox',
    lead: 'Sign in with the password Belfry printed when it first started.',
    password: 'Password',
    button: 'Sign in',
    wrong: 'That is not the password. It was printed in the terminal at the first start.',
    tooMany: 'Too many attempts. Wait a few minutes, then try again.',
    formLink: 'Back to the form',
  },
  owner: { form: 'The form', signOut: 'Sign out' },
  inbox: {
    title: 'Inbox',
    empty: 'Nothing here yet',
    emptyLead: 'Open the form in another window and send the first feedback.',
    openForm: 'Open the form',
    newest: 'Newest',
    older: 'Older',
    pages: 'Pages',
  },
  message: {
    title: (name: string) => `Feedback from ${name}`,
    reply: 'Reply by e-mail',
    newer: 'Newer',
    older: 'Older',
    neighbours: 'Other messages',
    delete: 'Delete…',
    deleteSure: 'This message will be gone for good.',
    deleteButton: 'Delete it',
  },

  bell: {
    title: 'The bell',
    lead: 'Your browser tells you the moment someone writes, even when this page is closed. For that, the server keeps this browser’s push address until you turn the bell off here.',
    button: 'Notify me of feedback',
    noScript: 'The bell needs JavaScript. Your inbox works without it.',
    looking: 'Looking at this browser…',
    working: 'One moment. If your browser asks, choose “Allow”.',
    stopping: 'One moment…',
    failed: 'That did not work, and nothing has changed. Please try again.',
    states: {
      default: 'Off. Ring the bell to be told about new feedback in this browser.',
      unsubscribed: 'Off. Ring the bell to be told about new feedback in this browser.',
      subscribed: 'On. To hear it, send a feedback from another window.',
      unsynced: 'Not on yet: the server could not be told. Ring the bell again.',
      'not-forgotten': 'Off here. The server could not be told yet; it will be at your next visit.',
      'key-mismatch': 'The server has a new key. Ring the bell again to renew this browser.',
      'no-key': 'This server has no key for notifications yet, so the bell cannot ring.',
      unsupported:
        'This browser cannot show notifications from websites. A current Firefox, Chrome, Edge or Safari can.',
      insecure:
        'Browsers allow notifications only on https:// addresses and on localhost. Open this page at its https:// address.',
      'ios-not-installed':
        'On an iPhone or iPad, tap Share, then “Add to Home Screen”. Open Feedback from there and ring the bell.',
    },
    denied: {
      chrome:
        'Your browser blocks notifications from this site. Click the icon left of the address, allow “Notifications”, and reload this page.',
      edge: 'Your browser blocks notifications from this site. Click the padlock left of the address, open “Permissions for this site”, allow “Notifications”, and reload this page.',
      firefox:
        'Your browser blocks notifications from this site. Click the crossed-out bubble left of the address, remove “Blocked”, and reload this page.',
      safari:
        'Your browser blocks notifications from this site. In Safari’s menu choose Settings → Websites → Notifications, allow this site, and reload this page.',
      ios: 'Notifications from this app are blocked. Open Settings → Notifications → Feedback and allow them.',
      android:
        'Your browser blocks notifications from this site. Tap the icon left of the address → Permissions → Notifications, allow them, and reload this page.',
      other:
        'Your browser blocks notifications from this site. Allow them in its settings for this site, and reload this page.',
    },
    system: {
      title: 'On, but nothing appears?',
      windows:
        'Look at Windows Settings → System → Notifications: your browser must be on, and “Do not disturb” off.',
      mac: 'Look at System Settings → Notifications: your browser must be allowed, and no Focus active.',
      linux: 'Look at your desktop’s notification settings: “Do not disturb” must be off.',
      android: 'Look at Android’s Settings → Notifications → your browser.',
      ios: 'Look at Settings → Notifications, and whether a Focus is active.',
      other: 'Look at your system’s notification settings: your browser must be allowed there.',
    },
  },

  oops: {
    home: 'To the form',
    400: { title: 'That could not be read', lead: 'Go back, and send the form again.' },
    403: {
      title: 'Sent from somewhere else',
      lead: 'This came from another site, or your session has ended. Go back, reload the page and try again.',
    },
    404: { title: 'Nothing here', lead: 'This page does not exist, or the message was deleted.' },
    413: {
      title: 'That is too much at once',
      lead: 'A message can have up to 5,000 characters. Go back and shorten it; your text is still there.',
    },
    429: {
      title: 'A little slower, please',
      lead: 'Many messages have come from your address. Wait a minute, go back and send it again; your text is still there.',
    },
    500: {
      title: 'Something went wrong here',
      lead: 'It is our fault, and nothing was stored. Go back and try again; your text is still there.',
    },
  },
}

/** The shape of a language. */
export type Strings = typeof en
