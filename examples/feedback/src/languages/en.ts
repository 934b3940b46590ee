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
    problems: 'Please look at these fields again:',
    privacy: 'We use what you write to answer you, and give it to nobody.',
    privacyLink: 'Privacy',
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

  privacy: {
    title: 'Privacy',
    parts: {
      feedback: {
        title: 'What you send us',
        text: 'Your name, your e-mail address and your message are stored on this site’s own server, with the time they arrived. The owner of the site reads them and may answer you by e-mail. Nobody else gets them. Ask through the form to have them deleted. Your network address is remembered for a minute, to keep robots away, and never stored.',
      },
      bell: {
        title: 'The bell of the owner',
        text: 'When the owner turns the bell on, their browser makes an address at its maker’s push service, such as Google’s, Mozilla’s or Apple’s. This server stores that address with two keys, the name and version of browser and system, language and time zone, and sends nothing to it once the bell is off. What someone writes in the form is sent to it encrypted: the push service sees when and how much, not what.',
      },
      cookies: {
        title: 'Cookies',
        text: 'The form sets none. Signing in to the inbox sets one, which keeps the owner signed in for 30 days.',
      },
    },
  },

  signIn: {
    title: 'Owner’s inbox',
    lead: 'Sign in with the password Belfry printed when it first started.',
    password: 'Password',
    button: 'Sign in',
    wrong:
      'That is not the password. It was printed in the terminal at the first start; “npm start -- --new-password” makes a new one.',
    tooMany: 'Too many attempts. Wait a few minutes, then try again.',
    formLink: 'Back to the form',
    quiet:
      'You are signed out, and the bell is quiet: nothing more arrives in this browser. It is on again when you sign in. Browsers where you are signed in still tell you.',
    untold:
      'You are signed out, but the server could not be told to let go of this browser: notifications may still arrive here. Reload this page to try again.',
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
    arrived: 'New feedback has arrived.',
  },
  message: {
    title: (name: string) => `Feedback from ${name}`,
    reply: 'Reply by e-mail',
    replySubject: 'Your feedback',
    replyIntro: (name: string, date: string) => `${name} wrote on ${date}:`,
    newer: 'Newer',
    older: 'Older',
    neighbours: 'Other messages',
    delete: 'Delete…',
    deleteSure: 'This message will be gone for good.',
    deleteButton: 'Delete it',
    ask: 'We can tell you the moment someone writes, even when this page is closed.',
  },

  bell: {
    title: 'The bell',
    lead: 'It tells you in this browser the moment someone writes, even when this page is closed.',
    privacy: 'For that, the server stores this browser’s push address. Once the bell is off, nothing is sent to it.',
    privacyLink: 'More on privacy',
    noScript: 'The bell needs JavaScript. Your inbox works without it.',
    localPush:
      'Without internet, start the site with “npm start -- --local-push” and open it with “npm run browser -- firefox”.',
    failed: 'That did not work, and nothing has changed. Please try again.',
    words: {
      switch: 'Bell',
      waiting: 'Still trying: your browser has not reached its push service yet. Is this computer on the internet?',
      'state.default': 'Off. Turn it on to be told about new feedback in this browser.',
      'state.granted-unsubscribed': 'Off. Turn it on to be told about new feedback in this browser.',
      'state.another-person': 'Off. It was turned on here by someone else; turn it on for yourself.',
      'state.subscribed': 'On. To try it, send a feedback from another window.',
      'state.push-failed':
        'Not on: your browser cannot reach its push service. Check that this computer is on the internet, and try again.',
      'state.site':
        'Not on, and trying again will not help: the server refuses this ({code}). Its log and “belfry doctor” say what to mend.',
    },
  },

  oops: {
    home: 'To the form',
    inbox: 'To the inbox',
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
