// Made from docs/reference/openapi.json by npm run describe.

export interface paths {
  '/v1/notifications/preview': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * See how many would get a notification now, later or not
     * @description Nothing is sent, and no place of a cap is taken. Pauses, quiet hours and caps are asked as they are at this moment. Of a large audience evenly spread people are examined, and the answer says so.
     */
    post: operations['previewNotification']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/notifications/preview/appearance': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * See how a notification would look on each system
     * @description As a part of the preview, without its figures: nothing is counted. What is left out, what is cut, and what is seen only once somebody opens it, on Windows, macOS, Android, iOS and Linux, about.
     */
    post: operations['previewAppearance']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/notifications': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List notifications, the newest first */
    get: operations['listNotifications']
    put?: never
    /**
     * Send a notification
     * @description It is durable when this answers, and is sent in the background.
     */
    post: operations['createNotification']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/notifications/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Show a notification and its progress */
    get: operations['showNotification']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    /**
     * Pause, resume or cancel a notification
     * @description Takes effect within a second, also in the middle of a batch.
     */
    patch: operations['setNotificationState']
    trace?: never
  }
  '/v1/notifications/{id}/events': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Listen to the progress of a notification
     * @description Server-sent events: a `progress` at once, and then one at each change, at most two a second, whichever process sends it. It ends with the notification, or after ten minutes; then ask again.
     */
    get: operations['listenToNotification']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/deliveries': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List deliveries, those of the newest notification first
     * @description Deliveries with at least one attempt. With a filter for a rare outcome, or for one browser, a page may be short, or empty, and still have a `next`.
     */
    get: operations['listDeliveries']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/deliveries/{notification}/{subscription}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Show a delivery */
    get: operations['showDelivery']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/subscribers': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List subscribers, the newest first
     * @description With `prefix`, in the order of their ids.
     */
    get: operations['listSubscribers']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/subscribers/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Show a subscriber
     * @description Their browsers: `GET /v1/subscriptions?subscriber=`.
     */
    get: operations['showSubscriber']
    put?: never
    post?: never
    /**
     * Erase a subscriber
     * @description Nothing more is sent to their browsers. The person, their subscriptions, their choices, the outcome of each delivery to them, and the notifications only for them are deleted.
     */
    delete: operations['eraseSubscriber']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/subscribers/{id}/export': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Export everything that is stored about a subscriber
     * @description For a request for access (GDPR, articles 15 and 20). The secrets of their browsers are left out: they would let the reader push to them. It is written to the audit log, without the person.
     */
    get: operations['exportSubscriber']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/subscribers/{id}/consents': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List the consents of a subscriber, the newest first
     * @description The newest 50. Recorded where the page names its words: `createClient({ wording: … })`.
     */
    get: operations['listConsents']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/subscribers/{id}/preferences': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Show what a subscriber wants
     * @description Topics, pause, quiet hours and privacy; and when a message that is sent now would come.
     */
    get: operations['showSubscriberPreferences']
    /**
     * Change what a subscriber wants
     * @description On the person’s behalf, for instance from the account page of the site. Omitted fields stay as they are. The site’s own key may turn granted topics on: a later identity token that does not name them turns them off.
     */
    put: operations['changeSubscriberPreferences']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/subscribers/{id}/preferences-link': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Make a link to a subscriber’s preferences
     * @description It opens a page of Belfry where the person chooses, without signing in and without JavaScript: for mails, and for an account page to embed. Whoever has it can change these preferences, and nothing else.
     */
    post: operations['makePreferencesLink']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/subscribers/{id}/inbox': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Show the inbox of a subscriber
     * @description As the person sees it, with what is read: for the site’s own staff. Nothing is marked by looking.
     */
    get: operations['showSubscriberInbox']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/subscriptions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List subscriptions, the newest first
     * @description With `topic`, those of the newest subscribers first; together with a rare device a page may be short, or empty, and still have a `next`.
     */
    get: operations['listSubscriptions']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/subscriptions/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Show a subscription */
    get: operations['showSubscription']
    put?: never
    post?: never
    /**
     * End a subscription, and so a device
     * @description Nothing more is sent to this browser. The row stays, with the reason `ended`; one that has ended already keeps its own. On the site the person can turn notifications on again.
     */
    delete: operations['endSubscription']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/subscribers/{id}/subscriptions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /**
     * Sign a person out everywhere
     * @description After a new password, or for a lost device: all their subscriptions end, with the reason `ended`. Identity tokens from before are refused from now on (`identity-revoked`), also those of a person who has never subscribed. May be repeated. What has not begun to be sent to them is skipped.
     */
    delete: operations['signOutEverywhere']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/subscribers/{id}/grants': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /**
     * Take back the topics that the site has granted to a person
     * @description They are turned off; subscriptions and open topics stay. Identity tokens from before are refused from now on (`identity-revoked`), also those of a person who has never subscribed. May be repeated.
     */
    delete: operations['takeBackGrants']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/ageing': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Report what was aged, and why
     * @description A browser that was not seen for `staleDays` is stale: sent to as before, and probably lost. After `removeDays` its subscription is retired with the reason `aged`; `GET /v1/subscriptions?status=retired` lists it. It is active again at its next visit. One that no push service has ever accepted, and for which attempts have failed for `neverAcceptedDays`, is retired with the reason `never-accepted`. 0 means never.
     */
    get: operations['showAgeing']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/ageing/prunes': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * End the subscriptions of browsers that were not seen for so long
     * @description At once, and once: the policy of the server goes on as before. They are retired with the reason `aged`, and active again at their next visit.
     */
    post: operations['pruneSubscriptions']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/subscriptions/{id}/diagnosis': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Say why a browser gets its notifications, or does not
     * @description Checks everything that the server knows; no server can see what the device does with a notification.
     */
    get: operations['diagnoseSubscription']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/jobs': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List the dead jobs, the newest first */
    get: operations['listJobs']
    put?: never
    post?: never
    /**
     * Discard all dead jobs
     * @description Their subscribers without an outcome get nothing.
     */
    delete: operations['discardJobs']
    options?: never
    head?: never
    /** Try all dead jobs again, from the first attempt on */
    patch: operations['reviveJobs']
    trace?: never
  }
  '/v1/jobs/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /**
     * Discard one dead job
     * @description Their subscribers without an outcome get nothing.
     */
    delete: operations['discardJob']
    options?: never
    head?: never
    /** Try one dead job again, from the first attempt on */
    patch: operations['reviveJob']
    trace?: never
  }
  '/v1/stats/interactions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What people did with notifications, by topic and push service */
    get: operations['readInteractions']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/stats/funnel': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** How asking went: shown, soft yes and no, native yes and no, left */
    get: operations['readFunnel']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/stats/growth': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** How the number of subscriptions grew and shrank */
    get: operations['readGrowthStats']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/stats/growth.csv': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** How the number of subscriptions grew and shrank: the points as CSV */
    get: operations['readGrowthStatsAsCsv']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/stats/deliveries': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * How deliveries ended
     * @description Each delivery ends once, however often it is tried or recorded. The sums stay when notifications are deleted.
     */
    get: operations['readDeliveryStats']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/stats/deliveries.csv': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** How deliveries ended: the points as CSV */
    get: operations['readDeliveryStatsAsCsv']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/stats/engagement': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * What people did with notifications: displays, clicks, reports of irrelevance
     * @description What browsers tell: each interaction once. Apple’s, and others that get declarative messages, show a notification without the worker and tell of clicks alone; they are no part of the display rate.
     */
    get: operations['readEngagementStats']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/stats/engagement.csv': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** What people did with notifications: displays, clicks, reports of irrelevance: the points as CSV */
    get: operations['readEngagementStatsAsCsv']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/stats/opt-outs': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Which topics people turn off, and on */
    get: operations['readOptOutStats']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/stats/opt-outs.csv': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Which topics people turn off, and on: the points as CSV */
    get: operations['readOptOutStatsAsCsv']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/stats/latency': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * How long it took until push services had accepted notifications
     * @description From the making of the notification to the acceptance of each delivery, its retries, caps and quiet hours included. Percentiles and never a mean: one browser that waits for the morning says nothing of the others.
     */
    get: operations['readLatencyStats']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/stats/latency.csv': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** How long it took until push services had accepted notifications: the points as CSV */
    get: operations['readLatencyStatsAsCsv']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/stats/archive.zip': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * All statistics of a period as one archive
     * @description A zip of CSV files: the points of each statistic and of the period before, what they are by topic, push service, browser and system, and the annotations. A filter that a statistic does not take counts for the others.
     */
    get: operations['readStatsArchive']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/stats/reputation': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * How browsers are likely to see the site as a sender, and what to do
     * @description Browsers warn people of senders, limit them and take their permission away, by what they send and ask against what people do with it. They tell nobody where a site stands: this is an estimate from what Belfry counts.
     */
    get: operations['readReputation']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/stats/dates': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Show the days of which the key reads figures
     * @description Bounds of a key with the scope `figures`, for a page that shows them. Other keys have none.
     */
    get: operations['readStatsDates']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/stats/recounts': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Count a notification anew from its deliveries and interactions
     * @description Corrects the statistics of one notification, within a minute after it is over; doing it again changes nothing. Not after 89 days, when its deliveries are dropped: the sums stay as they are then.
     */
    post: operations['recountNotification']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/annotations': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List annotations, in order of time
     * @description The newest 500 of the time asked for.
     */
    get: operations['listAnnotations']
    put?: never
    /**
     * Write an annotation
     * @description A deploy of the site, a campaign, an outage: a mark with this text in every chart.
     */
    post: operations['createAnnotation']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/annotations/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /** Delete an annotation */
    delete: operations['deleteAnnotation']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/sites': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List the sites of this server, by id
     * @description All of them are on one page; with a key of one site, only that one.
     */
    get: operations['listSites']
    put?: never
    /**
     * Make a site
     * @description With a VAPID pair of its own. Its pages find Belfry at `/b/<id>/…` two seconds later at the latest. Needs a key whose reach is the server.
     */
    post: operations['createSite']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/sites/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Show a site */
    get: operations['showSite']
    put?: never
    post?: never
    /**
     * Remove a site with all its data
     * @description Where it has active subscriptions, their number has to be given. Needs a key whose reach is the server.
     */
    delete: operations['removeSite']
    options?: never
    head?: never
    /**
     * Change a site
     * @description Omitted fields stay as they are. Declared fields are changed where they are declared.
     */
    patch: operations['changeSite']
    trace?: never
  }
  '/v1/topics': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List the topics of the site, by id
     * @description All of them are on one page.
     */
    get: operations['listTopics']
    put?: never
    /**
     * Make a topic
     * @description It is in force in all processes within two seconds.
     */
    post: operations['createTopic']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/topics/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Show a topic */
    get: operations['showTopic']
    put?: never
    post?: never
    /**
     * Remove a topic
     * @description With everybody’s choice about it. Where people have it on, their number has to be given.
     */
    delete: operations['removeTopic']
    options?: never
    head?: never
    /**
     * Change a topic
     * @description Omitted fields stay as they are. A declared topic is changed where it is declared.
     */
    patch: operations['changeTopic']
    trace?: never
  }
  '/v1/topics/{id}/reach': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Count who has a topic on */
    get: operations['countTopicSubscribers']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/api-keys': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List the API keys of the site, the newest first
     * @description Those that were revoked are there too. All of them are on one page.
     */
    get: operations['listApiKeys']
    put?: never
    /**
     * Make an API key
     * @description The answer is the only one that shows it. It works in all processes within two seconds. With `replaces` it is the next key of the same server: both work for a while, so that nothing stops.
     */
    post: operations['createApiKey']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/api-keys/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Show an API key, without the key itself */
    get: operations['showApiKey']
    put?: never
    post?: never
    /**
     * Revoke an API key
     * @description It stops working everywhere within two seconds, and stays revoked even if it is declared. May be repeated.
     */
    delete: operations['revokeApiKey']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/vapid-keys': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List the VAPID pairs of the site, the oldest first
     * @description All of them are on one page.
     */
    get: operations['listVapidKeys']
    put?: never
    /**
     * Rotate: make a VAPID pair, or import one
     * @description The active pair becomes retiring: its subscriptions are sent to with it, until their browsers subscribe anew at their next visit.
     */
    post: operations['createVapidKey']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/vapid-keys/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Show a VAPID pair */
    get: operations['showVapidKey']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    /**
     * Make a VAPID pair active, or retire it
     * @description A retired pair is no longer used: its subscriptions are marked key-mismatch, and made anew at the next visit.
     */
    patch: operations['changeVapidKey']
    trace?: never
  }
  '/v1/audit': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List security events, the newest first
     * @description A key for one site sees the events of that site, a key for the server all of them.
     */
    get: operations['listAudit']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/people': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List the people with an account
     * @description All of them are on one page, the oldest first. It needs a key for the server, or an owner of all sites.
     */
    get: operations['listPeople']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/people/invitations': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List the invitations that nobody has taken yet */
    get: operations['listInvitations']
    put?: never
    /**
     * Invite somebody by a link
     * @description The link works once, within seven days. Send it yourself: Belfry sends no mails.
     */
    post: operations['invite']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/people/invitations/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /** Take an invitation back */
    delete: operations['takeInvitationBack']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/people/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /**
     * Remove an account
     * @description Its sessions end at once.
     */
    delete: operations['removePerson']
    options?: never
    head?: never
    /**
     * Change somebody's role or sites
     * @description It counts from the next request on.
     */
    patch: operations['changePerson']
    trace?: never
  }
  '/v1/alarms': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Show how many operators’ browsers ring, and what for
     * @description A cause rings once a day, and ten causes a day at most.
     */
    get: operations['showAlarms']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/alarms/browsers': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Get what a page of the dashboard needs to have this browser told of alarms
     * @description Makes the site of alarms where there is none. The page then subscribes as on any site, with the token, which is valid for an hour. With an API key, Origin has to be that of the address of the site `default`.
     */
    post: operations['joinAlarms']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/alarms/tests': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Send a test to every browser that has alarms on */
    post: operations['testAlarms']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/b/{site}/config': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The data that a page needs before it subscribes */
    get: operations['readConfig']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/b/{site}/subscription': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    /** Register the subscription of a browser, or refresh it */
    put: operations['subscribe']
    post?: never
    /**
     * End the subscription of a browser
     * @description A subscription that nobody knows is ended already: it may be asked again.
     */
    delete: operations['unsubscribe']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/b/{site}/devices': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * List the devices of the person who asks, the last visit first
     * @description A read with a body, because a token does not belong into an address.
     */
    post: operations['listDevices']
    /** End a device of the person who asks, or all but this one */
    delete: operations['endDevices']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/b/{site}/interactions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Tell what the person did with notifications
     * @description Each interaction counts once, however often it is told. One that cannot be counted is dropped without a word: its notification is unknown or expired a week ago, or no subscription has the handle.
     */
    post: operations['reportInteractions']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/b/{site}/funnel': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Tell how asking somebody went
     * @description Anonymous: only the sum is kept, by day, topic, browser and prompt.
     */
    post: operations['tellStep']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/b/{site}/inbox': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Read the inbox of the person at the page
     * @description The newest 200 sent to the person that are not dismissed, whatever their deliveries came to.
     */
    get: operations['readInbox']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/b/{site}/inbox/marks': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Mark what is read or dismissed, for all browsers of the person
     * @description Ids that are not in this inbox are left out.
     */
    post: operations['markInbox']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/b/{site}/inbox/events': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Listen to an inbox
     * @description Server-sent events without content: at each `change`, read the inbox again. It ends after some minutes, and the page asks again.
     */
    get: operations['listenToInbox']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/b/{site}/details/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Read what an opaque notification is about
     * @description For a person whom it was sent to, as long as its content is kept: by the identity token, or by the handle of the browser where nobody has signed in on it, or where the site lets browsers ask.
     */
    get: operations['readDetails']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/b/{site}/self-test': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Send a notification to this browser, to see whether it arrives
     * @description One in 20 seconds; asked with `test`, it says what became of that one and sends nothing.
     */
    post: operations['selfTest']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/b/{site}/preferences': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * What the person at the browser wants
     * @description Nobody has to have subscribed: a person whom an identity token names has preferences as well, before any browser.
     */
    get: operations['readPreferences']
    /**
     * Change what the person at the browser wants
     * @description In force on all browsers of the person. Omitted fields stay as they are. A granted topic is turned on only with an identity token that names it.
     */
    put: operations['changePreferences']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/b/{site}/preferences/{token}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The page that a link to preferences opens
     * @description For people: it works without signing in and without JavaScript, in six languages.
     */
    get: operations['showPreferencesPage']
    put?: never
    /**
     * The form of that page
     * @description With the fields of the page, as a form (application/x-www-form-urlencoded).
     */
    post: operations['savePreferencesPage']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/b/{site}/sw.js': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The service worker */
    get: operations['readServiceWorker']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/b/{site}/client.js': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The script for pages */
    get: operations['readClient']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/b/{site}/{file}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The script for pages, under the name of its content: it may be kept for ever */
    get: operations['readKeptClient']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/b/{site}/{module}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A script for pages that not every page needs: components, details, funnel, help, inbox, preferences */
    get: operations['readPageModule']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/b/{site}/words/{words}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The texts of the components in one language */
    get: operations['readWords']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/server': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Show what runs, on which database, and what is wrong with it
     * @description Of the one process that answers. For a key that reaches the whole server.
     */
    get: operations['showServer']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/server/load': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Show the queue, the push services and the size of the database
     * @description Read at most every two seconds. For a key that reaches the whole server.
     */
    get: operations['showServerLoad']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/server/doctor': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Examine the set-up of the server that answers
     * @description The same as `belfry doctor`, seen from inside the process. For a key that reaches the whole server. A live page is examined by `belfry doctor https://…`.
     */
    get: operations['examineServer']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/mcp': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Serve an agent: one message of the Model Context Protocol
     * @description Stateless streamable HTTP, with the API key as bearer token. Tools that read for every key; tools that send for keys with the scope `send`, and a broadcast only after its count was confirmed.
     */
    post: operations['serveMcp']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/metrics': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Counters and gauges of this process */
    get: operations['readMetrics']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/healthz': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Whether the process answers */
    get: operations['isAlive']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/readyz': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Whether requests should be sent here */
    get: operations['isReady']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/api/session': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Show who is signed in */
    get: operations['showSession']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/api/sign-in': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Show what the page to sign in has to ask for */
    get: operations['showSignIn']
    put?: never
    /**
     * Sign in with e-mail address and password
     * @description The answer sets a cookie that pages cannot read. A session ends after 3 days without a visit.
     */
    post: operations['signIn']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/api/sign-in/code': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Sign in with a code of the second factor, after the password
     * @description Five attempts and ten minutes; then it begins again with the password.
     */
    post: operations['confirmSignIn']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/api/sign-out': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** End this session */
    post: operations['signOut']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/api/links': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Show what a link to make an account is for */
    post: operations['openAccountLink']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/api/accounts': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Make an account by a link, and sign in
     * @description The link of the first start makes an owner, and so does that of `belfry people setup-link`, which also gives an account that exists a new password, the role owner and no second factor.
     */
    post: operations['makeAccount']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/api/sessions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List your sessions, the last seen first */
    get: operations['listSessions']
    put?: never
    post?: never
    /** End all your other sessions */
    delete: operations['endOtherSessions']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/api/sessions/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /** End one of your sessions */
    delete: operations['endSession']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/api/password': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    /**
     * Change your password
     * @description It ends all your other sessions.
     */
    put: operations['changePassword']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/api/second-factor': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Make a second factor (TOTP, RFC 6238)
     * @description It is on once it was confirmed with a code.
     */
    post: operations['beginSecondFactor']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/api/second-factor/confirm': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Turn the second factor on with a code of it
     * @description It ends all your other sessions.
     */
    post: operations['confirmSecondFactor']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/api/second-factor/remove': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Remove the second factor */
    post: operations['removeSecondFactor']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/api/sign-in/passkey': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Sign in with a passkey
     * @description Its device has asked for a fingerprint, a face or a PIN: no code of a second factor is needed.
     */
    post: operations['signInWithPasskey']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/api/sign-in/passkey/options': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Begin to sign in with a passkey
     * @description For `navigator.credentials.get()`. It holds for five minutes, and for one answer.
     */
    post: operations['askForPasskey']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/api/passkeys': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List your passkeys */
    get: operations['listPasskeys']
    put?: never
    /**
     * Add a passkey that the browser has made
     * @description It signs in at the address of this page, and at no other.
     */
    post: operations['addPasskey']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/api/passkeys/options': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Begin to make a passkey
     * @description For `navigator.credentials.create()`. It holds for five minutes, and for one answer.
     */
    post: operations['beginPasskey']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/api/passkeys/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /** Remove a passkey */
    delete: operations['removePasskey']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The dashboard */
    get: operations['openDashboard']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The page of the dashboard */
    get: operations['readDashboard']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/dashboard/{path}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** A file of the dashboard; its page for all other addresses below */
    get: operations['readDashboardFile']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/openapi.json': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The API in OpenAPI 3.1 */
    get: operations['readDescription']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/docs': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The API as a page to read */
    get: operations['readReference']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/docs': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** The API as a page to read */
    get: operations['readReferenceBesideApi']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export type webhooks = Record<string, never>
export interface components {
  schemas: {
    NewNotification: {
      to: {
        topic?: string
        subscriber?: string
        subscribers?: string[]
        subscription?: string
        /** @constant */
        all?: true
      }
      title: string
      body?: string
      url?: string
      icon?: string
      image?: string
      badge?: string
      actions?: {
        action: string
        title: string
        url?: string
        icon?: string
      }[]
      tag?: string
      collapseKey?: string
      lang?: string
      requireInteraction?: boolean
      silent?: boolean
      notRelevant?: boolean
      appBadge?: number
      /** @default 86400 */
      ttl?: number
      /**
       * @default normal
       * @enum {string}
       */
      urgency?: 'very-low' | 'low' | 'normal' | 'high'
      /**
       * @default full
       * @enum {string}
       */
      privacy?: 'full' | 'generic' | 'opaque'
    }
    NotificationState: {
      /** @enum {string} */
      state: 'paused' | 'sending' | 'cancelled'
    }
    PreferencesChange: {
      /** @description By the id of a topic: whether it is on. Topics that are not named stay as they are. */
      topics?: {
        [key: string]: boolean
      }
      /** @description True: nothing comes until it is false again. For some minutes: what is sent meanwhile comes after them. */
      paused?:
        | boolean
        | {
            minutes: number
          }
      /** @description On the person’s clock: what nobody waits for comes after them. Null: none, whatever the site says for those who have said nothing; `site`: as it says. */
      quietHours?:
        | (
            | {
                from: string
                to: string
              }
            | 'site'
          )
        | null
      /** @description Null: the one of the browser. */
      timeZone?: string | null
      /**
       * @description `generic`: only that there is a new message. `opaque`: and the push has nothing but an id.
       * @enum {string}
       */
      content?: 'full' | 'generic' | 'opaque'
      /** @description What nobody waits for comes together, at most once a day. Null: one by one; what waits for it comes at once. */
      digest?: {
        /**
         * @description On the person’s clock; null: when the site says.
         * @default null
         */
        at?: string | null
      } | null
      /** @description At most so many messages in a day and in seven days, of what nobody waits for; the caps of the site and the topic count as well. Null: as many as these allow. */
      pace?: {
        /** @default null */
        perDay?: number | null
        /** @default null */
        perWeek?: number | null
      } | null
    }
    Prune: {
      /** @description Days without a visit. */
      days: number
      /**
       * @description How many it may end. Where more would, none ends.
       * @default 0
       */
      losing?: number
    }
    JobState: {
      /** @constant */
      state: 'ready'
    }
    Recount: {
      notification: string
    }
    NewAnnotation: {
      text: string
      /**
       * Format: date-time
       * @description Now unless told.
       */
      at?: string
    }
    NewSite: {
      id: string
      name?: string
      /** @description Absolute; relative links in notifications are resolved against it. */
      url?: string | null
      /** @description Whose pages may subscribe. The origin of `url` unless told. */
      origins?: string[]
      /** @description Whom push services may write to: an e-mail address, or a mailto: or https: URL. */
      contact?: string | null
      /** @description Where browsers find Belfry below the origin, before /b/: `/push`. */
      basePath?: string
      limits?: {
        /**
         * @description Messages a minute that each process sends for it; null: no ceiling.
         * @default null
         */
        maxPerMinute?: number | null
        /**
         * @description Active subscriptions that one subscriber may have; null: 100.
         * @default null
         */
        maxSubscriptions?: number | null
      }
      /** @description Caps for what is not transactional; null: none. */
      pace?: components['schemas']['Pace'] | null
      /** @description Fewer for those who never react, of what is not transactional; null: as much as everybody. */
      silence?: components['schemas']['Silence'] | null
      /** @description On each person’s clock, unless they say otherwise: what nobody waits for comes after them. Null: none. */
      quietHours?: components['schemas']['SiteQuietHours'] | null
      /** @description Whether people can read in a page what was sent to them. */
      inbox?: boolean
      /** @description Whether its notifications have an action “Not relevant”, where there is room. */
      notRelevant?: boolean
      /** @description When people get the digest of the day, on their own clocks, unless they choose another hour. */
      digestAt?: string
      payloadForms?: components['schemas']['PayloadForms']
      privacy?: components['schemas']['SitePrivacy']
    }
    Pace: {
      /**
       * @description Messages that one person may get in a day; null: any number.
       * @default 1
       */
      perDay?: number | null
      /**
       * @description Messages that one person may get in seven days; null: any number.
       * @default 6
       */
      perWeek?: number | null
      /**
       * @description `rolling`: a day is the last 24 hours. `calendar`: it is today in the person’s time zone, and a week is today with the six days before.
       * @default rolling
       * @enum {string}
       */
      window?: 'rolling' | 'calendar'
      /**
       * @description `hold`: what is above the cap waits until the cap allows it, and is skipped if it would expire before. `skip`: it is skipped at once. `digest`: what is above the cap comes together, as one message a day, which counts for no cap. Either way its delivery says so.
       * @default hold
       * @enum {string}
       */
      excess?: 'hold' | 'skip' | 'digest'
    }
    Silence: {
      /**
       * @description Days without a click, a press of an action, or a look into the inbox.
       * @default 90
       */
      afterDays?: number
      /**
       * @description And on so many days since then a browser has told that it displayed something.
       * @default 10
       */
      shownDays?: number
      /**
       * @description Messages that such a person gets in seven days, until they react once.
       * @default 1
       */
      perWeek?: number
    }
    SiteQuietHours: {
      from: string
      to: string
      /**
       * @description Of people whose browser has told none; null: UTC.
       * @default null
       */
      timeZone?: string | null
    }
    /** @description The form of payloads by push service, where it is not the usual one: `{"mozilla": "declarative"}`. */
    PayloadForms: {
      [key: string]: 'declarative' | 'classic'
    }
    /** @description What is shown in place of content that is kept back, and who may fetch it. */
    SitePrivacy: {
      /** @description What stands on the screen in place of the content, by language. Absent: “You have a new message”. */
      texts?: {
        [key: string]: {
          title: string
          body?: string
        }
      }
      /** @description Where a click on an opaque notification leads; its id is added. Absent: the first page of the site. */
      page?: string
      /**
       * @description Who may fetch the content: `owner`, who is signed in; `browser`: the service worker as well, before it shows. Absent: `owner`.
       * @enum {string}
       */
      details?: 'owner' | 'browser'
    }
    SiteChange: {
      name?: string
      /** @description Absolute; relative links in notifications are resolved against it. */
      url?: string | null
      /** @description Whose pages may subscribe. The origin of `url` unless told. */
      origins?: string[]
      /** @description Whom push services may write to: an e-mail address, or a mailto: or https: URL. */
      contact?: string | null
      /** @description Where browsers find Belfry below the origin, before /b/: `/push`. */
      basePath?: string
      limits?: {
        /** @description Messages a minute that each process sends for it; null: no ceiling. */
        maxPerMinute?: number | null
        /** @description Active subscriptions that one subscriber may have; null: 100. */
        maxSubscriptions?: number | null
      }
      /** @description Caps for what is not transactional; null: none. */
      pace?: components['schemas']['PaceChange'] | null
      /** @description Fewer for those who never react, of what is not transactional; null: as much as everybody. */
      silence?: components['schemas']['SilenceChange'] | null
      /** @description On each person’s clock, unless they say otherwise: what nobody waits for comes after them. Null: none. */
      quietHours?: components['schemas']['SiteQuietHours'] | null
      /** @description Whether people can read in a page what was sent to them. */
      inbox?: boolean
      /** @description Whether its notifications have an action “Not relevant”, where there is room. */
      notRelevant?: boolean
      /** @description When people get the digest of the day, on their own clocks, unless they choose another hour. */
      digestAt?: string
      payloadForms?: components['schemas']['PayloadForms']
      privacy?: components['schemas']['SitePrivacyChange']
      /** @description Frees its fields, where their declaration is gone. */
      declared?: null
    }
    PaceChange: {
      /** @description Messages that one person may get in a day; null: any number. */
      perDay?: number | null
      /** @description Messages that one person may get in seven days; null: any number. */
      perWeek?: number | null
      /**
       * @description `rolling`: a day is the last 24 hours. `calendar`: it is today in the person’s time zone, and a week is today with the six days before.
       * @enum {string}
       */
      window?: 'rolling' | 'calendar'
      /**
       * @description `hold`: what is above the cap waits until the cap allows it, and is skipped if it would expire before. `skip`: it is skipped at once. `digest`: what is above the cap comes together, as one message a day, which counts for no cap. Either way its delivery says so.
       * @enum {string}
       */
      excess?: 'hold' | 'skip' | 'digest'
    }
    SilenceChange: {
      /** @description Days without a click, a press of an action, or a look into the inbox. */
      afterDays?: number
      /** @description And on so many days since then a browser has told that it displayed something. */
      shownDays?: number
      /** @description Messages that such a person gets in seven days, until they react once. */
      perWeek?: number
    }
    SitePrivacyChange: {
      texts?: {
        [key: string]: {
          title: string
          body?: string
        }
      } | null
      page?: string | null
      details?: ('owner' | 'browser') | null
    }
    NewTopic: {
      id: string
      name: string
      /**
       * @description Its description for people.
       * @default
       */
      description?: string
      /**
       * @description `open`: any visitor may turn it on. `granted`: only people whose identity token names it.
       * @default open
       * @enum {string}
       */
      access?: 'open' | 'granted'
      /**
       * @description Never capped or held: a reply to you, an assigned task.
       * @default false
       */
      transactional?: boolean
      /**
       * @description On for people who subscribe without choosing topics.
       * @default false
       */
      default?: boolean
      /**
       * @description How often one person may get messages of it, beside what the site allows; null: no caps of its own.
       * @default null
       */
      pace?: components['schemas']['Pace'] | null
      /**
       * @description Whether its notifications have an action “Not relevant”; null: as the site says.
       * @default null
       */
      notRelevant?: boolean | null
      /**
       * @description The least that its pushes leave out: `full` nothing, `generic` the text, `opaque` all but an id.
       * @default full
       * @enum {string}
       */
      privacy?: 'full' | 'generic' | 'opaque'
    }
    TopicChange: {
      name?: string
      /** @description Its description for people. */
      description?: string
      /**
       * @description `open`: any visitor may turn it on. `granted`: only people whose identity token names it.
       * @enum {string}
       */
      access?: 'open' | 'granted'
      /** @description Never capped or held: a reply to you, an assigned task. */
      transactional?: boolean
      /** @description On for people who subscribe without choosing topics. */
      default?: boolean
      /** @description Whether its notifications have an action “Not relevant”; null: as the site says. */
      notRelevant?: boolean | null
      /**
       * @description The least that its pushes leave out: `full` nothing, `generic` the text, `opaque` all but an id.
       * @enum {string}
       */
      privacy?: 'full' | 'generic' | 'opaque'
      /** @description How often one person may get messages of it, beside what the site allows; null: no caps of its own. */
      pace?: components['schemas']['PaceChange'] | null
      /** @description Frees it, where its declaration is gone. */
      declared?: null
    }
    NewApiKey: {
      /** @description Who or what uses it. Needed, unless it replaces one. */
      name?: string
      /** @description `send` notifications, `read` what there is, `manage` the rest; by default all. `figures` reads the sums of the statistics and nothing of a person: for a link that shows them. */
      scopes?: ('send' | 'read' | 'manage' | 'figures')[]
      /**
       * @description `server`: it may act for every site, and make new ones. By default `site`.
       * @enum {string}
       */
      reach?: 'site' | 'server'
      /** @description Addresses and networks from which it works; none: from all. */
      addresses?: string[]
      /** @description The only topics that it sends to, and then it does nothing else; none: all, and single people. */
      topics?: string[]
      /** @description With the scope `figures` alone: the days of which it reads them, both included; null: all. */
      dates?: {
        /** @default null */
        from?: string | null
        /** @default null */
        to?: string | null
      } | null
      /** @description The id of a key whose name, scopes, dates, reach, topics and addresses it has where they are not given. */
      replaces?: string
      /**
       * @description How long the replaced key still works, if it does not expire sooner.
       * @default 24
       */
      overlapHours?: number
      /**
       * @description When it expires.
       * @default null
       */
      expiresAt?: string | null
    }
    NewVapidKey: {
      /** @description Of a pair from elsewhere: PEM, DER in base64, a JWK, the JSON of web-push, or 32 bytes in base64url, base64 or hex. A new pair is made without it. */
      privateKey?:
        | string
        | {
            [key: string]: unknown
          }
      /**
       * @description `active`: browsers subscribe with it from now on. `retiring`: only those that did before are sent to.
       * @default active
       * @enum {string}
       */
      status?: 'active' | 'retiring'
    }
    VapidKeyChange: {
      /** @enum {string} */
      status?: 'active' | 'retired'
      /**
       * @description How many active subscriptions it may cost to retire the pair: they get nothing from then on.
       * @default 0
       */
      losing?: number
      /** @description Frees it, where its declaration is gone. */
      declared?: null
    }
    NewInvitation: {
      /** @description Only this address can take it. */
      email?: string
      /**
       * @description `owner`: everything; `editor`: reads and sends; `viewer`: reads.
       * @enum {string}
       */
      role: 'owner' | 'editor' | 'viewer'
      /**
       * @description The sites that it is limited to; null: all.
       * @default null
       */
      sites?: string[] | null
    }
    PersonChange: {
      /**
       * @description `owner`: everything; `editor`: reads and sends; `viewer`: reads.
       * @enum {string}
       */
      role?: 'owner' | 'editor' | 'viewer'
      /** @description The sites that it is limited to; null: all. */
      sites?: string[] | null
    }
    NewSubscription: {
      endpoint: string
      expirationTime?: number | null
      keys: {
        p256dh: string
        auth: string
      }
      keyId?: string
      locale?: string
      timeZone?: string
      browser?: {
        name?: string
        version?: string
        os?: string
        mobile?: boolean
      }
      /** @description navigator.userAgent, of which name and version are kept. */
      userAgent?: string
      identity?: string | null
      topics?: string[]
      /** @description The person has just said yes: to which words, by the site’s own name for them, and on which page. */
      consent?: {
        wording: string
        path?: string
      }
      previous?: {
        endpoint: string
        handle?: string
      }
    }
    InteractionReport: {
      /** @description The handle of the browser’s subscription. */
      handle: string
      interactions: {
        /** @description The id of the notification, from its `data.belfry`. */
        notification?: string
        /**
         * @description `relevant` takes back `irrelevant`: the topic that it muted is turned on again.
         * @enum {string}
         */
        kind?: 'displayed' | 'clicked' | 'closed' | 'irrelevant' | 'relevant' | 'action'
        /** @description Of the kind `action`: which one was pressed. */
        action?: string
        /** @description In place of these: `belfry` of the address that a notification has opened by itself. */
        token?: string
        /** @description When, in milliseconds since 1970, by the browser’s clock. */
        at: number
      }[]
    }
    FunnelStep: {
      /** @enum {string} */
      step: 'shown' | 'soft-yes' | 'soft-no' | 'native-yes' | 'native-no' | 'left'
      /** @description The topic that it is about. One that the site has not counts as none. */
      topic?: string
      /** @description The site’s own name for the place or wording that asks. Above twenty names, further ones count as `other`. */
      prompt?: string
    }
    InboxMarks: {
      read?: string[]
      dismissed?: string[]
      /** @description Dismissed ones that are to be there again. */
      restored?: string[]
      /** @description This one and all older ones are read. */
      readUntil?: string
    }
    SelfTestRequest: {
      /** @description The language of the visitor. */
      lang?: string
      test?: string
    }
    SignIn: {
      email: string
      password: string
    }
    SecondFactorCode: {
      /** @description Six digits, or a recovery code. */
      code: string
    }
    AccountLinkToken: {
      /** @description From the fragment of the link. */
      token: string
    }
    NewAccount: {
      token: string
      name: string
      email: string
      password: string
    }
    PasswordChange: {
      current: string
      password: string
    }
    PasswordProof: {
      password: string
    }
    PasskeySignIn: {
      credential: components['schemas']['PasskeyAuthentication']
    }
    PasskeyAuthentication: {
      id: string
      rawId: string
      /** @constant */
      type: 'public-key'
      response: {
        clientDataJSON: string
        authenticatorData: string
        signature: string
        userHandle?: string | null
      }
    }
    NewPasskey: {
      name: string
      credential: components['schemas']['PasskeyRegistration']
    }
    PasskeyRegistration: {
      id: string
      rawId: string
      /** @constant */
      type: 'public-key'
      response: {
        clientDataJSON: string
        attestationObject: string
        transports?: string[]
      }
    }
    PasskeyBegin: {
      password: string
    }
    /** @description One fault of the request. */
    Fault: {
      field: string
      code: string
      message: string
    }
    /** @description The progress of a notification. */
    NotificationProgress: {
      /** @description Subscriptions that it goes to; grows while it is planned. */
      audience: number
      /** @description Accepted by the push services. */
      sent: number
      /** @description Deliveries by how they ended; `throttled`, `retry-later` and `unreachable` are tried again, and `held` ones come back later. */
      outcomes: {
        [key: string]: number
      }
      /** @description Without a final outcome yet. */
      remaining: number
      /** @description Of the last five to ten seconds. */
      ratePerSecond: number
    }
    /** @description Browsers that have told of something, each once. */
    InteractionCounts: {
      displayed: number
      /** @description On the notification itself; presses of its actions are in `actions`. */
      clicked: number
      closed: number
      /** @description People who have called it irrelevant. */
      irrelevant: number
      /** @description By the name of the action. */
      actions: {
        [key: string]: number
      }
    }
    NotificationPreview: {
      /**
       * @description `transactional`: caps do not count for it.
       * @enum {string}
       */
      lane: 'transactional' | 'bulk'
      /** @description Subscriptions that it would go to; of more than 20,000 people about, within one per cent. */
      audience: number
      /** @description False where only the first part of the audience could be counted in time. */
      isWhole: boolean
      /** @description Subscriptions of which the other figures are. */
      examined: number
      /** @description True where not all were examined: the figures are projected from evenly spread ones. */
      isEstimate: boolean
      /** @description They would get it now. */
      sent: number
      /** @description They would get it later, the first at `from` and the last at `until`, unless something holds it again. */
      held: {
        /** @description A stable word, such as `cap-day`, `cap-week`, `own-cap-day`, `own-cap-week`, `not-relevant`, `no-reaction`, `digest`, `quiet-hours` or `paused`. */
        reason: string
        count: number
        /** Format: date-time */
        from: string
        /** Format: date-time */
        until: string
      }[]
      /** @description They would not get it. */
      skipped: {
        /** @description A stable word, such as `cap-day`, `cap-week`, `own-cap-day`, `own-cap-week`, `not-relevant`, `no-reaction`, `digest`, `quiet-hours` or `paused`. */
        reason: string
        count: number
      }[]
      /** @description How it looks on each system, about: fonts and settings differ. */
      platforms: components['schemas']['NotificationAppearance'][]
      /** @description Texts that Belfry itself has cut, for all systems. */
      shortened: ('title' | 'body')[]
      /** @description Why nobody would get it, and the remedy. */
      note?: string
    }
    /** @description How a notification looks on one system, about. */
    NotificationAppearance: {
      /** @enum {string} */
      platform: 'windows' | 'macos' | 'android' | 'ios' | 'linux'
      system: string
      /** @description The browser that this is of; others on the same system differ. */
      browser: string
      /** @description The name of the site, as the system adds it. */
      from: string
      title: {
        text: string
        /** @description It has about so many lines. */
        lines: number
        isCut: boolean
      }
      /** @description As it is seen at first. */
      body: {
        text: string
        /** @description It has about so many lines. */
        lines: number
        isCut: boolean
      } | null
      /** @description As it is seen once somebody opens it; null: no more than before. */
      openedBody: string | null
      /** @description null: none, or that of the site itself. */
      icon: string | null
      image: string | null
      badge: string | null
      /** @description The texts on its buttons. */
      actions: string[]
      /** @description What is seen only once somebody opens it. */
      onOpening: ('body' | 'icon' | 'image' | 'badge' | 'actions' | 'requireInteraction')[]
      /** @description Fields of this notification that are not seen there. */
      dropped: {
        /** @enum {string} */
        field: 'icon' | 'image' | 'badge' | 'actions' | 'requireInteraction'
        why: string
      }[]
    }
    NotificationAppearances: {
      /** @description How it looks on each system, about: fonts and settings differ. */
      platforms: components['schemas']['NotificationAppearance'][]
      /** @description Texts that Belfry itself has cut, for all systems. */
      shortened: ('title' | 'body')[]
    }
    Notification: {
      id: string
      /** @enum {string} */
      state: 'planning' | 'sending' | 'paused' | 'cancelled' | 'done'
      /** @enum {string} */
      lane: 'transactional' | 'bulk'
      to: {
        topic?: string
        subscriber?: string
        subscribers?: string[]
        subscription?: string
        /** @constant */
        all?: true
        /**
         * Format: uuid
         * @description Belfry’s own: the people of a digest, by the id of its notification.
         */
        digest?: string
      }
      /** @description Empty after its erasure. */
      title: string
      body?: string
      url?: string
      icon?: string
      image?: string
      badge?: string
      actions?: {
        action: string
        title: string
        url?: string
        icon?: string
      }[]
      tag?: string
      lang?: string
      requireInteraction?: boolean
      silent?: boolean
      notRelevant?: boolean
      appBadge?: number
      /**
       * @description The content was erased by age (BELFRY_KEEP_CONTENT_DAYS); its outcomes are kept.
       * @constant
       */
      contentForgotten?: true
      /** @default 86400 */
      ttl: number
      /**
       * @default normal
       * @enum {string}
       */
      urgency: 'very-low' | 'low' | 'normal' | 'high'
      /**
       * @default full
       * @enum {string}
       */
      privacy: 'full' | 'generic' | 'opaque'
      collapseKey?: string
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      expiresAt: string
      finishedAt: string | null
      progress: components['schemas']['NotificationProgress']
      interactions: components['schemas']['InteractionCounts']
      /** @description A note that its sender may not expect. */
      note?: string
      /** @description Why it has not arrived everywhere, the most frequent first; only when it is shown by its id. Of the first 20,000 deliveries. */
      problems?: components['schemas']['NotificationProblem'][]
    }
    /** @description Deliveries that have not arrived, for one cause, and the remedy. */
    NotificationProblem: {
      outcome: string
      reason: string
      service: string
      /** @description Of a push service that is not one of the browsers’ own. */
      host?: string
      /** @description 0: none of its own was tried, all wait for the push service to answer others. */
      count: number
      /** Format: date-time */
      lastAt: string
      summary: string
      help: string
    }
    Delivery: {
      /** @description The id of the notification. */
      notification: string
      /** @description The id of the subscription; null: it was deleted. */
      subscription: string | null
      /** @description Its subscriber now, by the site’s own id; null: nobody that the site knows. */
      subscriber: string | null
      /**
       * @description `throttled`, `retry-later` and `unreachable` are tried again until the notification expires; `held` comes back when its reason is over.
       * @enum {string}
       */
      outcome:
        | 'accepted'
        | 'gone'
        | 'key-mismatch'
        | 'throttled'
        | 'retry-later'
        | 'rejected'
        | 'too-large'
        | 'unreachable'
        | 'expired'
        | 'skipped'
        | 'held'
      /** @description The reason, when it is not accepted. */
      reason: string | null
      /** @description Of the reason `digest`: the id of the notification that it came in; null: in none, or not yet. */
      digest: string | null
      /** @description Of the HTTP answer of the push service; null: there was none. */
      status: number | null
      attempts: number
      /**
       * Format: date-time
       * @description Of the last attempt.
       */
      at: string
    }
    Subscriber: {
      /** @description The site’s own id; null: somebody who has never signed in. */
      id: string | null
      locale: string | null
      timeZone: string | null
      /** @description The topics that the person has on. */
      topics: string[]
      /** @description Browsers that can be reached. */
      activeSubscriptions: number
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      lastSeenAt: string
    }
    ErasedSubscriber: {
      subscriptions: number
      /** @description Notifications for this person alone. */
      notifications: number
    }
    SubscriberExport: {
      /**
       * @description A change that takes something away raises the number.
       * @constant
       */
      format: 'belfry-subscriber/1'
      site: string
      /** Format: date-time */
      exportedAt: string
      /** @description False: a list is longer than 100,000, and only its newest are here. */
      complete: boolean
      subscriber: {
        id: string
        locale: string | null
        timeZone: string | null
        /** Format: date-time */
        createdAt: string
        /** Format: date-time */
        lastSeenAt: string
        /** @description Identity tokens from before are refused. */
        signedOutAt: string | null
      }
      topics: components['schemas']['ExportedTopic'][]
      /** @description When topics were on before. */
      pastTopics: {
        topic: string
        /** Format: date-time */
        from: string
        /** Format: date-time */
        until: string
      }[]
      consents: components['schemas']['Consent'][]
      deliveryPreferences: {
        /** @description True: until the person says otherwise. */
        paused:
          | boolean
          | {
              /** Format: date-time */
              until: string
            }
        quietHours: {
          from: string
          to: string
        } | null
        /** @description The person wants none, whatever the site says. */
        noQuietHours: boolean
        timeZone: string | null
        /** @enum {string} */
        content: 'full' | 'generic' | 'opaque'
        /** @description One message a day; without a time, when the site says. */
        digest: {
          at: string | null
        } | null
        pace: {
          perDay: number | null
          perWeek: number | null
        } | null
        /** Format: date-time */
        changedAt: string
      } | null
      /** @description Notifications that the person called irrelevant. */
      irrelevant: {
        topic: string
        notification: string
        /** Format: date-time */
        at: string
      }[]
      /** @description What was read and dismissed in the inbox, by the ids of notifications. */
      inbox: {
        /** Format: date-time */
        readUntil: string
        read: string[]
        dismissed: string[]
      } | null
      /** @description Messages that wait for a digest, or came in one, whose id that is. */
      digests: {
        notification: string
        /** Format: date-time */
        dueAt: string
        digest: string | null
      }[]
      subscriptions: components['schemas']['ExportedSubscription'][]
      /** @description Those that name the person. */
      notifications: components['schemas']['ExportedNotification'][]
      deliveries: components['schemas']['ExportedDelivery'][]
      interactions: components['schemas']['ExportedInteraction'][]
      /** @description When messages were counted against the caps of the site or a topic. */
      counted: {
        /** @description Null: of the whole site. */
        topic: string | null
        at: string[]
      }[]
      /** @description Whether the person reacts to messages, as the site’s rule for those who never do counts it. */
      reactions: {
        /**
         * Format: date-time
         * @description Of the last reaction, or of the first display before any; to the day.
         */
        since: string
        /** @description Days since then on which something was displayed. */
        shownDays: number
      } | null
    }
    ExportedTopic: {
      topic: string
      on: boolean
      /** @description The site’s token named it. */
      granted: boolean
      /** Format: date-time */
      changedAt: string
      /** @description When two reports as irrelevant turned it off. */
      mutedAt: string | null
    }
    Consent: {
      /** @enum {string} */
      kind: 'given' | 'withdrawn'
      /** Format: date-time */
      at: string
      /** @description The browser, by its id; null: it is not stored any more. */
      subscription: string | null
      /** @description Of the page; null: it is withdrawn. */
      origin: string | null
      /** @description Of the page, without its query. */
      path: string | null
      /** @description The site’s own name for the words that the person read. */
      wording: string
      /** @description The topics that were chosen with it. */
      topics: string[]
    }
    ExportedSubscription: {
      /** @description The first 16 bytes of the SHA-256 of its endpoint, in base64url; its browser knows it, too. */
      id: string
      /** @description Its subscriber, by the site’s own id; null: nobody that the site knows. */
      subscriber: string | null
      /** @description The whole address at the push service. It names the device there. */
      endpoint: string
      /** @description The push service: fcm, mozilla, apple, wns or other. */
      service: string
      /** @enum {string} */
      status: 'active' | 'key-mismatch' | 'retired'
      /** @description Why it is retired. */
      reason: ('gone' | 'unsubscribed' | 'signed-out' | 'replaced' | 'ended' | 'aged' | 'never-accepted') | null
      browser: {
        name: string | null
        version: string | null
        os: string | null
        mobile: boolean | null
      }
      locale: string | null
      timeZone: string | null
      /** @description The VAPID key that it was made with. */
      keyId: string
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      updatedAt: string
      /** Format: date-time */
      lastSeenAt: string
      /** @description When its push service last took something; on PostgreSQL as of the last full week. */
      lastAcceptedAt: string | null
      /** @description The browser’s public key. Its secret, `auth`, is not exported. */
      p256dh: string
      /** @description What the browser said; nearly always null. */
      expiresAt: string | null
    }
    ExportedNotification: {
      id: string
      /** @description False: it named others too, who are not here. */
      alone: boolean
      /** Format: date-time */
      createdAt: string
      /** @description Null: erased by age. */
      content: {
        [key: string]: unknown
      } | null
    }
    ExportedDelivery: {
      notification: string
      subscription: string
      outcome: string
      reason: string | null
      status: number | null
      attempts: number
      /** Format: date-time */
      at: string
    }
    ExportedInteraction: {
      notification: string
      subscription: string
      /** @description displayed, clicked, closed, irrelevant, relevant, or action and its place. */
      kind: string
      /** Format: date-time */
      at: string
    }
    Preferences: {
      /** @description Topics that are on, or that may be turned on. */
      topics: {
        id: string
        name: string
        description: string
        on: boolean
        /** @description Off because the person said so, or called two of its notifications irrelevant: not asked again. */
        turnedOff: boolean
        /** @description Fewer come until then, because the person has called one of them irrelevant. Null: as many as usual. */
        fewerUntil: string | null
        /** @description False: the site has to grant it first (an identity token names it). */
        mayTurnOn: boolean
      }[]
      /** @description True: until the person says otherwise. */
      paused:
        | boolean
        | {
            /** Format: date-time */
            until: string
          }
      /** @description Those in force: the person’s own, or the site’s for who has said nothing. */
      quietHours: {
        from: string
        to: string
      } | null
      /** @description Whose they are; null: neither has said any. */
      quietHoursOf: ('person' | 'site') | null
      /** @description The chosen one; null: that of the browser. */
      timeZone: string | null
      /** @description The one that quiet hours go by. */
      effectiveTimeZone: string
      /** @enum {string} */
      content: 'full' | 'generic' | 'opaque'
      /** @description What nobody waits for comes together, at most once a day; null: one by one. */
      digest: {
        /** @description On the person’s clock; null: when the site says. */
        at: string | null
      } | null
      /** @description At most so many messages in a day and in seven days; null: as many as the site’s caps allow. */
      pace: {
        perDay: number | null
        perWeek: number | null
      } | null
      /** @description Fewer come, by the rule of the site, as the person does not react. Null: as many as usual. */
      silent: {
        /**
         * Format: date-time
         * @description Of the last reaction, or of the first display before any; to the day.
         */
        since: string
        /** @description Messages in seven days, until the person reacts once. */
        perWeek: number
      } | null
      /** @description The hour that a digest goes by. */
      effectiveDigestAt: string
      /** @description When a message that is sent now would come, unless a person waits for it. */
      next: {
        /** @enum {string} */
        code: 'at-once' | 'paused' | 'paused-until-resumed' | 'quiet-hours' | 'digest'
        /** @description Null: at once, or not at all. */
        at: string | null
        /** @description In words, such as `next: tomorrow 08:00, quiet hours`. */
        text: string
      }
    }
    PreferencesLink: {
      /** @description Absolute where the site’s URL is known. */
      url: string
      /** @description The same from Belfry’s host on: where Belfry has a host of its own. */
      path: string
      /** Format: date-time */
      expiresAt: string
    }
    InboxPage: {
      items: components['schemas']['InboxItem'][]
      /** @description How many are unread, of the newest 200. */
      unread: number
      /** @description Give it as `cursor` to get the next page; null: there is none. */
      next: string | null
    }
    InboxItem: {
      id: string
      /** @description Null: it went to everybody, or to this person. */
      topic: string | null
      title: string
      body?: string
      /** @description Where a click on it leads, in full. */
      url: string
      icon?: string
      image?: string
      lang?: string
      /** Format: date-time */
      createdAt: string
      read: boolean
      /** @description Its content is not here: it is where the click leads. */
      isPrivate: boolean
    }
    Subscription: {
      /** @description The first 16 bytes of the SHA-256 of its endpoint, in base64url; its browser knows it, too. */
      id: string
      /** @description Its subscriber, by the site’s own id; null: nobody that the site knows. */
      subscriber: string | null
      /** @description Its first 60 characters: the whole of it is enough to push to the browser. */
      endpoint: string
      /** @description The push service: fcm, mozilla, apple, wns or other. */
      service: string
      /** @enum {string} */
      status: 'active' | 'key-mismatch' | 'retired'
      /** @description Why it is retired. */
      reason: ('gone' | 'unsubscribed' | 'signed-out' | 'replaced' | 'ended' | 'aged' | 'never-accepted') | null
      browser: {
        name: string | null
        version: string | null
        os: string | null
        mobile: boolean | null
      }
      locale: string | null
      timeZone: string | null
      /** @description The VAPID key that it was made with. */
      keyId: string
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      updatedAt: string
      /** Format: date-time */
      lastSeenAt: string
      /** @description When its push service last took something; on PostgreSQL as of the last full week. */
      lastAcceptedAt: string | null
    }
    SignedOut: {
      subscriptions: number
    }
    TakenBackGrants: {
      topics: string[]
    }
    Ageing: {
      policy: {
        staleDays: number
        removeDays: number
        neverAcceptedDays: number
      }
      runs: {
        /** Format: date-time */
        at: string
        staleDays: number
        removeDays: number
        neverAcceptedDays: number
        /** @description Subscriptions that are sent to, the stale ones among them. */
        active: number
        stale: number
        /** @description Retired by this run. */
        aged: number
        /** @description Retired by this run, as no push service has ever accepted them. */
        neverAccepted: number
      }[]
    }
    Pruned: {
      ended: number
    }
    Diagnosis: {
      subscription: components['schemas']['Subscription']
      /** @description Whether a notification sent now would reach its push service, as far as is known. */
      reachable: boolean
      /** @description One for each check, in the order in which a notification meets them. */
      findings: components['schemas']['Finding'][]
      /** @description The newest, ten at most. */
      deliveries: components['schemas']['Delivery'][]
    }
    Finding: {
      /**
       * @description The check.
       * @enum {string}
       */
      check: 'status' | 'key' | 'topics' | 'visits' | 'reactions' | 'push-service' | 'deliveries'
      /**
       * @description With a problem nothing arrives; with a warning, perhaps.
       * @enum {string}
       */
      level: 'ok' | 'warning' | 'problem'
      /** @description What was found. */
      text: string
      /** @description The remedy; null: none. */
      help: string | null
    }
    DeadJob: {
      id: string
      lane: string
      kind: string
      /** @description Why it died. */
      reason: string
      attempts: number
      /** Format: date-time */
      diedAt: string
      /** @description null: it was deleted. */
      notification: {
        id: string
        title: string
      } | null
    }
    RevivedJobs: {
      revived: number
    }
    DiscardedJobs: {
      discarded: number
    }
    InteractionStats: {
      /** Format: date-time */
      since: string
      interactions: {
        /** @description null: what went to other audiences. */
        topic: string | null
        service: string
        /** @description null: not measurable, as this push service’s browsers show a notification without the worker. */
        displayed: number | null
        clicked: number
        /** @description Presses of any action. */
        actions: number
        /** @description null: not measurable, as this push service’s browsers show a notification without the worker. */
        closed: number | null
        irrelevant: number
      }[]
    }
    Funnel: {
      /** Format: date-time */
      since: string
      /** @description How often each step was reached, in the order: shown, soft yes or no, native yes or no, left. */
      total: {
        [key: string]: number
      }
      funnel: {
        topic: string | null
        browser: string
        prompt: string | null
        /** @description How often each step was reached, in the order: shown, soft yes or no, native yes or no, left. */
        steps: {
          [key: string]: number
        }
      }[]
    }
    GrowthStats: {
      /** Format: date-time */
      from: string
      /**
       * Format: date-time
       * @description Exclusive.
       */
      to: string
      zone: string
      /** @enum {string} */
      step: 'hour' | 'day'
      /** @description Minutes by which a day begins late: sums are kept by hours of UTC, and some zones are off the hour. */
      startsLateBy: number
      /** @description Every hour or day, in order. */
      points: {
        /**
         * Format: date-time
         * @description The begin of the hour or day.
         */
        at: string
        /** @description Browsers that were not there before. */
        new: number
        imported: number
        /** @description That had ended before. */
        returned: number
        /** @description A browser’s new subscription in place of its old one: no growth. */
        renewed: number
        /** @description Of all reasons; `lostBy` of the totals tells them apart. */
        lost: number
        /** @description By how much the number of subscriptions has changed. */
        net: number
      }[]
      totals: {
        /** @description Browsers that were not there before. */
        new: number
        imported: number
        /** @description That had ended before. */
        returned: number
        /** @description A browser’s new subscription in place of its old one: no growth. */
        renewed: number
        /** @description Of all reasons; `lostBy` of the totals tells them apart. */
        lost: number
        /** @description By how much the number of subscriptions has changed. */
        net: number
        lostBy: {
          /** @description The push service says that they have ended: 404 or 410. */
          gone: number
          /** @description By the person. */
          unsubscribed: number
          signedOut: number
          /** @description By the site, for the person. */
          ended: number
          /** @description Not seen for a stated time. */
          aged: number
          /** @description No push service has ever taken anything for them, for a stated time. */
          neverAccepted: number
          /** @description With all that is known of the person. */
          erased: number
        }
      }
      /** @description The period of the same length before. Null: not all of it is of the days that the key reads. */
      previous: {
        /** Format: date-time */
        from: string
        /**
         * Format: date-time
         * @description Exclusive.
         */
        to: string
        /** @description Every hour or day, in order. */
        points: {
          /**
           * Format: date-time
           * @description The begin of the hour or day.
           */
          at: string
          /** @description Browsers that were not there before. */
          new: number
          imported: number
          /** @description That had ended before. */
          returned: number
          /** @description A browser’s new subscription in place of its old one: no growth. */
          renewed: number
          /** @description Of all reasons; `lostBy` of the totals tells them apart. */
          lost: number
          /** @description By how much the number of subscriptions has changed. */
          net: number
        }[]
        totals: {
          /** @description Browsers that were not there before. */
          new: number
          imported: number
          /** @description That had ended before. */
          returned: number
          /** @description A browser’s new subscription in place of its old one: no growth. */
          renewed: number
          /** @description Of all reasons; `lostBy` of the totals tells them apart. */
          lost: number
          /** @description By how much the number of subscriptions has changed. */
          net: number
          lostBy: {
            /** @description The push service says that they have ended: 404 or 410. */
            gone: number
            /** @description By the person. */
            unsubscribed: number
            signedOut: number
            /** @description By the site, for the person. */
            ended: number
            /** @description Not seen for a stated time. */
            aged: number
            /** @description No push service has ever taken anything for them, for a stated time. */
            neverAccepted: number
            /** @description With all that is known of the person. */
            erased: number
          }
        }
      } | null
      /** @description Active subscriptions of the site now, whatever the filter; of many, up to a minute ago. */
      active: number
      /** @description True where `active` is right within one per cent: many are counted behind the first answer. */
      isActiveEstimate: boolean
      /** @description In the days of UTC. */
      breakdown: {
        pushService: {
          /** @description As in the filter. */
          name: string
          /** @description Browsers that were not there before. */
          new: number
          imported: number
          /** @description That had ended before. */
          returned: number
          /** @description A browser’s new subscription in place of its old one: no growth. */
          renewed: number
          /** @description Of all reasons; `lostBy` of the totals tells them apart. */
          lost: number
          /** @description By how much the number of subscriptions has changed. */
          net: number
          lostBy: {
            /** @description The push service says that they have ended: 404 or 410. */
            gone: number
            /** @description By the person. */
            unsubscribed: number
            signedOut: number
            /** @description By the site, for the person. */
            ended: number
            /** @description Not seen for a stated time. */
            aged: number
            /** @description No push service has ever taken anything for them, for a stated time. */
            neverAccepted: number
            /** @description With all that is known of the person. */
            erased: number
          }
        }[]
        browser: {
          /** @description As in the filter. */
          name: string
          /** @description Browsers that were not there before. */
          new: number
          imported: number
          /** @description That had ended before. */
          returned: number
          /** @description A browser’s new subscription in place of its old one: no growth. */
          renewed: number
          /** @description Of all reasons; `lostBy` of the totals tells them apart. */
          lost: number
          /** @description By how much the number of subscriptions has changed. */
          net: number
          lostBy: {
            /** @description The push service says that they have ended: 404 or 410. */
            gone: number
            /** @description By the person. */
            unsubscribed: number
            signedOut: number
            /** @description By the site, for the person. */
            ended: number
            /** @description Not seen for a stated time. */
            aged: number
            /** @description No push service has ever taken anything for them, for a stated time. */
            neverAccepted: number
            /** @description With all that is known of the person. */
            erased: number
          }
        }[]
        system: {
          /** @description As in the filter. */
          name: string
          /** @description Browsers that were not there before. */
          new: number
          imported: number
          /** @description That had ended before. */
          returned: number
          /** @description A browser’s new subscription in place of its old one: no growth. */
          renewed: number
          /** @description Of all reasons; `lostBy` of the totals tells them apart. */
          lost: number
          /** @description By how much the number of subscriptions has changed. */
          net: number
          lostBy: {
            /** @description The push service says that they have ended: 404 or 410. */
            gone: number
            /** @description By the person. */
            unsubscribed: number
            signedOut: number
            /** @description By the site, for the person. */
            ended: number
            /** @description Not seen for a stated time. */
            aged: number
            /** @description No push service has ever taken anything for them, for a stated time. */
            neverAccepted: number
            /** @description With all that is known of the person. */
            erased: number
          }
        }[]
      }
    }
    DeliveryStats: {
      /** Format: date-time */
      from: string
      /**
       * Format: date-time
       * @description Exclusive.
       */
      to: string
      zone: string
      /** @enum {string} */
      step: 'hour' | 'day'
      /** @description Minutes by which a day begins late: sums are kept by hours of UTC, and some zones are off the hour. */
      startsLateBy: number
      /** @description Every hour or day, in order. */
      points: {
        /**
         * Format: date-time
         * @description The begin of the hour or day.
         */
        at: string
        /** @description Taken by the push service. */
        accepted: number
        gone: number
        keyMismatch: number
        rejected: number
        tooLarge: number
        /** @description Not sent before the notification’s ttl was over. */
        expired: number
        /** @description Nothing was to be sent: the subscription had ended, or left the audience. */
        skipped: number
        /** @description Attempts that the push service put off (429); these three count each time. */
        throttled: number
        /** @description Attempts that met an error of the push service or the network, and are repeated. */
        failed: number
        /** @description Put off by a cap, quiet hours or a pause. */
        held: number
      }[]
      totals: {
        /** @description Taken by the push service. */
        accepted: number
        gone: number
        keyMismatch: number
        rejected: number
        tooLarge: number
        /** @description Not sent before the notification’s ttl was over. */
        expired: number
        /** @description Nothing was to be sent: the subscription had ended, or left the audience. */
        skipped: number
        /** @description Attempts that the push service put off (429); these three count each time. */
        throttled: number
        /** @description Attempts that met an error of the push service or the network, and are repeated. */
        failed: number
        /** @description Put off by a cap, quiet hours or a pause. */
        held: number
        /** @description The accepted part of what has ended and was not skipped. */
        successRate: number | null
      }
      /** @description The period of the same length before. Null: not all of it is of the days that the key reads. */
      previous: {
        /** Format: date-time */
        from: string
        /**
         * Format: date-time
         * @description Exclusive.
         */
        to: string
        /** @description Every hour or day, in order. */
        points: {
          /**
           * Format: date-time
           * @description The begin of the hour or day.
           */
          at: string
          /** @description Taken by the push service. */
          accepted: number
          gone: number
          keyMismatch: number
          rejected: number
          tooLarge: number
          /** @description Not sent before the notification’s ttl was over. */
          expired: number
          /** @description Nothing was to be sent: the subscription had ended, or left the audience. */
          skipped: number
          /** @description Attempts that the push service put off (429); these three count each time. */
          throttled: number
          /** @description Attempts that met an error of the push service or the network, and are repeated. */
          failed: number
          /** @description Put off by a cap, quiet hours or a pause. */
          held: number
        }[]
        totals: {
          /** @description Taken by the push service. */
          accepted: number
          gone: number
          keyMismatch: number
          rejected: number
          tooLarge: number
          /** @description Not sent before the notification’s ttl was over. */
          expired: number
          /** @description Nothing was to be sent: the subscription had ended, or left the audience. */
          skipped: number
          /** @description Attempts that the push service put off (429); these three count each time. */
          throttled: number
          /** @description Attempts that met an error of the push service or the network, and are repeated. */
          failed: number
          /** @description Put off by a cap, quiet hours or a pause. */
          held: number
          /** @description The accepted part of what has ended and was not skipped. */
          successRate: number | null
        }
      } | null
      /** @description In the days of UTC. */
      breakdown: {
        /** @description Empty for a single notification. */
        topic: {
          /** @description As in the filter; "": other audiences than topics. */
          name: string
          /** @description Taken by the push service. */
          accepted: number
          gone: number
          keyMismatch: number
          rejected: number
          tooLarge: number
          /** @description Not sent before the notification’s ttl was over. */
          expired: number
          /** @description Nothing was to be sent: the subscription had ended, or left the audience. */
          skipped: number
          /** @description Attempts that the push service put off (429); these three count each time. */
          throttled: number
          /** @description Attempts that met an error of the push service or the network, and are repeated. */
          failed: number
          /** @description Put off by a cap, quiet hours or a pause. */
          held: number
          /** @description The accepted part of what has ended and was not skipped. */
          successRate: number | null
        }[]
        pushService: {
          /** @description As in the filter; "": other audiences than topics. */
          name: string
          /** @description Taken by the push service. */
          accepted: number
          gone: number
          keyMismatch: number
          rejected: number
          tooLarge: number
          /** @description Not sent before the notification’s ttl was over. */
          expired: number
          /** @description Nothing was to be sent: the subscription had ended, or left the audience. */
          skipped: number
          /** @description Attempts that the push service put off (429); these three count each time. */
          throttled: number
          /** @description Attempts that met an error of the push service or the network, and are repeated. */
          failed: number
          /** @description Put off by a cap, quiet hours or a pause. */
          held: number
          /** @description The accepted part of what has ended and was not skipped. */
          successRate: number | null
        }[]
        browser: {
          /** @description As in the filter; "": other audiences than topics. */
          name: string
          /** @description Taken by the push service. */
          accepted: number
          gone: number
          keyMismatch: number
          rejected: number
          tooLarge: number
          /** @description Not sent before the notification’s ttl was over. */
          expired: number
          /** @description Nothing was to be sent: the subscription had ended, or left the audience. */
          skipped: number
          /** @description Attempts that the push service put off (429); these three count each time. */
          throttled: number
          /** @description Attempts that met an error of the push service or the network, and are repeated. */
          failed: number
          /** @description Put off by a cap, quiet hours or a pause. */
          held: number
          /** @description The accepted part of what has ended and was not skipped. */
          successRate: number | null
        }[]
        system: {
          /** @description As in the filter; "": other audiences than topics. */
          name: string
          /** @description Taken by the push service. */
          accepted: number
          gone: number
          keyMismatch: number
          rejected: number
          tooLarge: number
          /** @description Not sent before the notification’s ttl was over. */
          expired: number
          /** @description Nothing was to be sent: the subscription had ended, or left the audience. */
          skipped: number
          /** @description Attempts that the push service put off (429); these three count each time. */
          throttled: number
          /** @description Attempts that met an error of the push service or the network, and are repeated. */
          failed: number
          /** @description Put off by a cap, quiet hours or a pause. */
          held: number
          /** @description The accepted part of what has ended and was not skipped. */
          successRate: number | null
        }[]
      }
    }
    EngagementStats: {
      /** Format: date-time */
      from: string
      /**
       * Format: date-time
       * @description Exclusive.
       */
      to: string
      zone: string
      /** @enum {string} */
      step: 'hour' | 'day'
      /** @description Minutes by which a day begins late: sums are kept by hours of UTC, and some zones are off the hour. */
      startsLateBy: number
      /** @description Every hour or day, in order. */
      points: {
        /**
         * Format: date-time
         * @description The begin of the hour or day.
         */
        at: string
        /** @description Taken by the push service. */
        accepted: number
        displayed: number
        /** @description On the notification itself. */
        clicked: number
        /** @description Presses of any action. */
        actions: number
        closed: number
        /** @description People who have called it irrelevant. */
        irrelevant: number
      }[]
      totals: {
        /** @description Taken by the push service. */
        accepted: number
        displayed: number
        /** @description On the notification itself. */
        clicked: number
        /** @description Presses of any action. */
        actions: number
        closed: number
        /** @description People who have called it irrelevant. */
        irrelevant: number
        /** @description The part of the accepted whose browsers tell of displays. */
        measurableShare: number | null
        /** @description Displays of the accepted where browsers tell of them. */
        displayRate: number | null
        /** @description Clicks and presses of the accepted; every browser tells of these. */
        clickRate: number | null
        irrelevanceRate: number | null
      }
      /** @description The period of the same length before. Null: not all of it is of the days that the key reads. */
      previous: {
        /** Format: date-time */
        from: string
        /**
         * Format: date-time
         * @description Exclusive.
         */
        to: string
        /** @description Every hour or day, in order. */
        points: {
          /**
           * Format: date-time
           * @description The begin of the hour or day.
           */
          at: string
          /** @description Taken by the push service. */
          accepted: number
          displayed: number
          /** @description On the notification itself. */
          clicked: number
          /** @description Presses of any action. */
          actions: number
          closed: number
          /** @description People who have called it irrelevant. */
          irrelevant: number
        }[]
        totals: {
          /** @description Taken by the push service. */
          accepted: number
          displayed: number
          /** @description On the notification itself. */
          clicked: number
          /** @description Presses of any action. */
          actions: number
          closed: number
          /** @description People who have called it irrelevant. */
          irrelevant: number
          /** @description The part of the accepted whose browsers tell of displays. */
          measurableShare: number | null
          /** @description Displays of the accepted where browsers tell of them. */
          displayRate: number | null
          /** @description Clicks and presses of the accepted; every browser tells of these. */
          clickRate: number | null
          irrelevanceRate: number | null
        }
      } | null
      /** @description In the days of UTC, as the rates are. */
      breakdown: {
        /** @description Empty for a single notification. */
        topic: {
          /** @description As in the filter; "": other audiences than topics. */
          name: string
          /** @description Whether any of these browsers tells of displays. */
          isMeasurable: boolean
          /** @description Taken by the push service. */
          accepted: number
          /** @description null: not measurable, as these browsers show a notification without the worker. */
          displayed: number | null
          /** @description On the notification itself. */
          clicked: number
          /** @description Presses of any action. */
          actions: number
          /** @description null: not measurable, as these browsers show a notification without the worker. */
          closed: number | null
          /** @description People who have called it irrelevant. */
          irrelevant: number
          /** @description The part of the accepted whose browsers tell of displays. */
          measurableShare: number | null
          /** @description Displays of the accepted where browsers tell of them. */
          displayRate: number | null
          /** @description Clicks and presses of the accepted; every browser tells of these. */
          clickRate: number | null
          irrelevanceRate: number | null
        }[]
        pushService: {
          /** @description As in the filter; "": other audiences than topics. */
          name: string
          /** @description Whether any of these browsers tells of displays. */
          isMeasurable: boolean
          /** @description Taken by the push service. */
          accepted: number
          /** @description null: not measurable, as these browsers show a notification without the worker. */
          displayed: number | null
          /** @description On the notification itself. */
          clicked: number
          /** @description Presses of any action. */
          actions: number
          /** @description null: not measurable, as these browsers show a notification without the worker. */
          closed: number | null
          /** @description People who have called it irrelevant. */
          irrelevant: number
          /** @description The part of the accepted whose browsers tell of displays. */
          measurableShare: number | null
          /** @description Displays of the accepted where browsers tell of them. */
          displayRate: number | null
          /** @description Clicks and presses of the accepted; every browser tells of these. */
          clickRate: number | null
          irrelevanceRate: number | null
        }[]
        browser: {
          /** @description As in the filter; "": other audiences than topics. */
          name: string
          /** @description Whether any of these browsers tells of displays. */
          isMeasurable: boolean
          /** @description Taken by the push service. */
          accepted: number
          /** @description null: not measurable, as these browsers show a notification without the worker. */
          displayed: number | null
          /** @description On the notification itself. */
          clicked: number
          /** @description Presses of any action. */
          actions: number
          /** @description null: not measurable, as these browsers show a notification without the worker. */
          closed: number | null
          /** @description People who have called it irrelevant. */
          irrelevant: number
          /** @description The part of the accepted whose browsers tell of displays. */
          measurableShare: number | null
          /** @description Displays of the accepted where browsers tell of them. */
          displayRate: number | null
          /** @description Clicks and presses of the accepted; every browser tells of these. */
          clickRate: number | null
          irrelevanceRate: number | null
        }[]
        system: {
          /** @description As in the filter; "": other audiences than topics. */
          name: string
          /** @description Whether any of these browsers tells of displays. */
          isMeasurable: boolean
          /** @description Taken by the push service. */
          accepted: number
          /** @description null: not measurable, as these browsers show a notification without the worker. */
          displayed: number | null
          /** @description On the notification itself. */
          clicked: number
          /** @description Presses of any action. */
          actions: number
          /** @description null: not measurable, as these browsers show a notification without the worker. */
          closed: number | null
          /** @description People who have called it irrelevant. */
          irrelevant: number
          /** @description The part of the accepted whose browsers tell of displays. */
          measurableShare: number | null
          /** @description Displays of the accepted where browsers tell of them. */
          displayRate: number | null
          /** @description Clicks and presses of the accepted; every browser tells of these. */
          clickRate: number | null
          irrelevanceRate: number | null
        }[]
      }
    }
    OptOutStats: {
      /** Format: date-time */
      from: string
      /**
       * Format: date-time
       * @description Exclusive.
       */
      to: string
      zone: string
      /** @enum {string} */
      step: 'hour' | 'day'
      /** @description Minutes by which a day begins late: sums are kept by hours of UTC, and some zones are off the hour. */
      startsLateBy: number
      /** @description Every hour or day, in order. */
      points: {
        /**
         * Format: date-time
         * @description The begin of the hour or day.
         */
        at: string
        /** @description Turned on by people. */
        on: number
        /** @description Turned off by people. */
        off: number
        /** @description Turned off because a person has called two notifications irrelevant. */
        muted: number
        /** @description Turned off because the site’s app no longer grants it. */
        takenBack: number
      }[]
      totals: {
        /** @description Turned on by people. */
        on: number
        /** @description Turned off by people. */
        off: number
        /** @description Turned off because a person has called two notifications irrelevant. */
        muted: number
        /** @description Turned off because the site’s app no longer grants it. */
        takenBack: number
      }
      /** @description The period of the same length before. Null: not all of it is of the days that the key reads. */
      previous: {
        /** Format: date-time */
        from: string
        /**
         * Format: date-time
         * @description Exclusive.
         */
        to: string
        /** @description Every hour or day, in order. */
        points: {
          /**
           * Format: date-time
           * @description The begin of the hour or day.
           */
          at: string
          /** @description Turned on by people. */
          on: number
          /** @description Turned off by people. */
          off: number
          /** @description Turned off because a person has called two notifications irrelevant. */
          muted: number
          /** @description Turned off because the site’s app no longer grants it. */
          takenBack: number
        }[]
        totals: {
          /** @description Turned on by people. */
          on: number
          /** @description Turned off by people. */
          off: number
          /** @description Turned off because a person has called two notifications irrelevant. */
          muted: number
          /** @description Turned off because the site’s app no longer grants it. */
          takenBack: number
        }
      } | null
      topics: {
        topic: string
        /** @description Turned on by people. */
        on: number
        /** @description Turned off by people. */
        off: number
        /** @description Turned off because a person has called two notifications irrelevant. */
        muted: number
        /** @description Turned off because the site’s app no longer grants it. */
        takenBack: number
        /** @description Deliveries of the topic that were accepted. */
        accepted: number
        /** @description Turned off or muted, of the accepted deliveries. */
        rate: number | null
      }[]
    }
    LatencyStats: {
      /** Format: date-time */
      from: string
      /**
       * Format: date-time
       * @description Exclusive.
       */
      to: string
      zone: string
      /** @enum {string} */
      step: 'hour' | 'day'
      /** @description Minutes by which a day begins late: sums are kept by hours of UTC, and some zones are off the hour. */
      startsLateBy: number
      /** @description Every hour or day, in order. */
      points: {
        /**
         * Format: date-time
         * @description The begin of the hour or day.
         */
        at: string
        /** @description Accepted deliveries. */
        count: number
        /** @description Milliseconds: the upper bound of its bucket, so at most so long; of the last bucket its lower one. */
        p50: number | null
        /** @description Milliseconds: the upper bound of its bucket, so at most so long; of the last bucket its lower one. */
        p95: number | null
        /** @description Milliseconds: the upper bound of its bucket, so at most so long; of the last bucket its lower one. */
        p99: number | null
      }[]
      totals: {
        /** @description Accepted deliveries. */
        count: number
        /** @description Milliseconds: the upper bound of its bucket, so at most so long; of the last bucket its lower one. */
        p50: number | null
        /** @description Milliseconds: the upper bound of its bucket, so at most so long; of the last bucket its lower one. */
        p95: number | null
        /** @description Milliseconds: the upper bound of its bucket, so at most so long; of the last bucket its lower one. */
        p99: number | null
        /** @description Milliseconds: the upper bound of its bucket, so at most so long; of the last bucket its lower one. */
        p90: number | null
      }
      /** @description The period of the same length before. Null: not all of it is of the days that the key reads. */
      previous: {
        /** Format: date-time */
        from: string
        /**
         * Format: date-time
         * @description Exclusive.
         */
        to: string
        /** @description Every hour or day, in order. */
        points: {
          /**
           * Format: date-time
           * @description The begin of the hour or day.
           */
          at: string
          /** @description Accepted deliveries. */
          count: number
          /** @description Milliseconds: the upper bound of its bucket, so at most so long; of the last bucket its lower one. */
          p50: number | null
          /** @description Milliseconds: the upper bound of its bucket, so at most so long; of the last bucket its lower one. */
          p95: number | null
          /** @description Milliseconds: the upper bound of its bucket, so at most so long; of the last bucket its lower one. */
          p99: number | null
        }[]
        totals: {
          /** @description Accepted deliveries. */
          count: number
          /** @description Milliseconds: the upper bound of its bucket, so at most so long; of the last bucket its lower one. */
          p50: number | null
          /** @description Milliseconds: the upper bound of its bucket, so at most so long; of the last bucket its lower one. */
          p95: number | null
          /** @description Milliseconds: the upper bound of its bucket, so at most so long; of the last bucket its lower one. */
          p99: number | null
          /** @description Milliseconds: the upper bound of its bucket, so at most so long; of the last bucket its lower one. */
          p90: number | null
        }
      } | null
      buckets: {
        /** @description null: longer than all the others. */
        upToMs: number | null
        count: number
      }[]
    }
    Reputation: {
      /** @enum {string} */
      level: 'good' | 'watch' | 'danger'
      /** @description 100: nothing to complain of. */
      score: number
      /** @description So many days are judged, the present one included (UTC). */
      days: number
      figures: {
        /** @description How often people were asked. */
        prompts: number
        /** @description How often they allowed it. */
        nativeYes: number
        /** @description Messages that push services took. */
        accepted: number
        /** @description Clicks and presses of actions. */
        clicked: number
        /** @description Reports of irrelevance. */
        irrelevant: number
        /** @description Topics turned off or muted, and people who unsubscribed. */
        optOuts: number
        /** @description Attempts that Google’s push service put off (429), in the last 42 days. */
        throttled: number
        /** @description The days of these. */
        throttledDays: number
        /** @description The most messages in one minute. */
        peakPerMinute: number
      }
      /** @description The worst first. */
      findings: {
        /** @enum {string} */
        measure: 'throttled' | 'clicks' | 'prompts' | 'irrelevance' | 'opt-outs'
        /** @description null: too little to judge. */
        value: number | null
        /** @description From here on it is dangerous (of clicks: below it); `watch` begins before. */
        limit: number
        /** @enum {string} */
        level: 'good' | 'watch' | 'danger'
        says: string
        advice: string
        /** @description Where the limit is published; null: it is ours, as browsers publish none. */
        source: string | null
      }[]
    }
    /** @description Null: without a bound. */
    StatsDates: {
      from: string | null
      to: string | null
    }
    Annotation: {
      id: string
      /** Format: date-time */
      at: string
      /**
       * @description Who made it: a person, or Belfry, which says another VAPID pair, its own version, or a browser’s.
       * @enum {string}
       */
      kind: 'own' | 'key-rotation' | 'deploy' | 'browser-version'
      /** @description Of an automatic one: the id of the pair, `Belfry 0.2.0`, `Chrome 150`. */
      text: string
      /** @description False: it is of all sites, and cannot be deleted. */
      isOfSite: boolean
    }
    Site: {
      id: string
      name: string
      url: string | null
      origins: string[]
      /** @description A mailto: or https: URL. */
      contact: string | null
      basePath: string
      limits: {
        maxPerMinute: number | null
        maxSubscriptions: number | null
      }
      /** @description How often one person may get messages of it; null: no caps. */
      pace: components['schemas']['PaceOutput'] | null
      /** @description What those get who never react; null: as much as everybody. */
      silence: components['schemas']['SilenceOutput'] | null
      /** @description Of those who have said nothing of their own; null: none. */
      quietHours: components['schemas']['SiteQuietHoursOutput'] | null
      /** @description Whether its people have an inbox. */
      inbox: boolean
      /** @description Whether its notifications offer to be called irrelevant. */
      notRelevant: boolean
      /** @description When its people get the digest of the day, on their own clocks. */
      digestAt: string
      payloadForms: components['schemas']['PayloadForms']
      privacy: components['schemas']['SitePrivacyOutput']
      /** @description Fields that are declared elsewhere, and changed there: `{"url": "BELFRY_URL"}`. */
      declared: {
        [key: string]: string
      }
      /** Format: date-time */
      createdAt: string
    }
    RemovedSite: {
      /** @description Active ones that it had. */
      subscriptions: number
    }
    Topic: {
      id: string
      name: string
      /**
       * @description Its description for people.
       * @default
       */
      description: string
      /**
       * @description `open`: any visitor may turn it on. `granted`: only people whose identity token names it.
       * @default open
       * @enum {string}
       */
      access: 'open' | 'granted'
      /**
       * @description Never capped or held: a reply to you, an assigned task.
       * @default false
       */
      transactional: boolean
      /**
       * @description On for people who subscribe without choosing topics.
       * @default false
       */
      default: boolean
      /**
       * @description How often one person may get messages of it, beside what the site allows; null: no caps of its own.
       * @default null
       */
      pace: components['schemas']['PaceOutput'] | null
      /**
       * @description Whether its notifications have an action “Not relevant”; null: as the site says.
       * @default null
       */
      notRelevant: boolean | null
      /**
       * @description The least that its pushes leave out: `full` nothing, `generic` the text, `opaque` all but an id.
       * @default full
       * @enum {string}
       */
      privacy: 'full' | 'generic' | 'opaque'
      /** @description Where it is declared, and changed; null: here. */
      declared: string | null
      /** Format: date-time */
      createdAt: string
    }
    RemovedTopic: {
      /** @description Who had it on. */
      people: number
    }
    TopicReach: {
      /** @description People who have it on, with a browser or without. */
      subscribers: number
      /** @description True where it is right within one per cent: many are counted behind the first answer. */
      isEstimate: boolean
    }
    ApiKey: {
      id: string
      name: string
      /** @description Its first characters, to tell which one it is. */
      prefix: string
      site: string
      /** @enum {string} */
      reach: 'site' | 'server'
      scopes: ('send' | 'read' | 'manage' | 'figures')[]
      /** @description The days of which it reads figures, both included; null: all. */
      dates: {
        from: string | null
        to: string | null
      } | null
      /** @description Addresses and networks from which it works; none: from all. */
      addresses: string[]
      /** @description The only topics that it sends to; none: all, and single people. */
      topics: string[]
      /** @description Where it is declared, and replaced; null: it was made here. */
      declared: string | null
      /** Format: date-time */
      createdAt: string
      expiresAt: string | null
      /** @description To the minute. */
      lastUsedAt: string | null
      /** @description Since when it does not work. */
      revokedAt: string | null
    }
    MadeApiKey: {
      id: string
      name: string
      /** @description Its first characters, to tell which one it is. */
      prefix: string
      site: string
      /** @enum {string} */
      reach: 'site' | 'server'
      scopes: ('send' | 'read' | 'manage' | 'figures')[]
      /** @description The days of which it reads figures, both included; null: all. */
      dates: {
        from: string | null
        to: string | null
      } | null
      /** @description Addresses and networks from which it works; none: from all. */
      addresses: string[]
      /** @description The only topics that it sends to; none: all, and single people. */
      topics: string[]
      /** @description Where it is declared, and replaced; null: it was made here. */
      declared: string | null
      /** Format: date-time */
      createdAt: string
      expiresAt: string | null
      /** @description To the minute. */
      lastUsedAt: string | null
      /** @description Since when it does not work. */
      revokedAt: string | null
      /** @description The key itself. Keep it: it is not shown again. */
      key: string
    }
    VapidKey: {
      id: string
      site: string
      /** @description The applicationServerKey of pages, in base64url. */
      publicKey: string
      /**
       * @description `active`: browsers subscribe with it. `retiring`: who did before is sent to. `retired`: nobody is.
       * @enum {string}
       */
      status: 'active' | 'retiring' | 'retired'
      /** @description Active ones that were made with it; null for the active pair. */
      subscriptions: number | null
      /** @description False: nothing can be sent to them. */
      hasPrivateKey: boolean
      /** @description Where it is declared, and changed; null: here. */
      declared: string | null
      /** Format: date-time */
      createdAt: string
      /** @description When its status changed last. */
      changedAt: string | null
    }
    AuditEvent: {
      number: number
      /** Format: date-time */
      at: string
      /** @description Null: of the server. */
      site: string | null
      /** @description The operation of this API, or `apiKeyFailed`, `apiKeyNewAddress`, … */
      event: string
      /** @description What it is about, by its id. */
      subject: string | null
      details: {
        [key: string]: unknown
      }
      /** @description SHA-256 of this event and of the hash before it. */
      hash: string
    }
    Person: {
      id: string
      name: string
      email: string
      /** @enum {string} */
      role: 'owner' | 'editor' | 'viewer'
      /** @description Null: all sites. */
      sites: string[] | null
      hasSecondFactor: boolean
      /** Format: date-time */
      createdAt: string
      lastSeenAt: string | null
      isYou: boolean
    }
    Invitation: {
      id: string
      email: string | null
      /** @enum {string} */
      role: 'owner' | 'editor' | 'viewer'
      /** @description Null: all sites. */
      sites: string[] | null
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      expiresAt: string
    }
    MadeInvitation: {
      id: string
      email: string | null
      /** @enum {string} */
      role: 'owner' | 'editor' | 'viewer'
      /** @description Null: all sites. */
      sites: string[] | null
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      expiresAt: string
      /** @description From the host of this server on. Shown only now. */
      link: string
    }
    Alarms: {
      /** @description Which have alarms on. */
      browsers: number
      /** @description Causes of the last 30 days, the newest first. */
      rings: {
        cause: string
        /** Format: date-time */
        rungAt: string
      }[]
    }
    AlarmBrowser: {
      site: string
      topic: string
      /** @description An identity token. */
      identity: string
    }
    AlarmTest: {
      /** @description Its id, at the site of alarms; null: there is no browser. */
      notification: string | null
      browsers: number
    }
    SiteConfig: {
      site: string
      vapidKey: {
        id: string
        publicKey: string
      } | null
      topics: {
        id: string
        name: string
        description: string
        /** @enum {string} */
        access: 'open' | 'granted'
        /** @description On for people who subscribe without choosing topics. */
        default: boolean
      }[]
      worker: {
        url: string
        scope: string
      }
      client: {
        url: string
      }
      subscription?: {
        /** @enum {string} */
        status: 'active' | 'key-mismatch' | 'retired' | 'unknown'
        /**
         * @description Why it is retired.
         * @enum {string}
         */
        reason?: 'gone' | 'unsubscribed' | 'signed-out' | 'replaced' | 'ended' | 'aged' | 'never-accepted'
      }
    }
    Subscribed: {
      /** @constant */
      status: 'subscribed'
      /** @description Proves later, without a session, that the subscription is this browser’s. */
      handle: string
      /** @description The VAPID key that it was made with. */
      keyId: string
      /** @description The topics that its subscriber has on. */
      topics: string[]
      /** @description What the worker shows for an opaque notification. */
      notice?: {
        title: string
        body: string
        lang: string
        /** @description Where a click leads: the id of the notification follows. */
        open: string
        /** @description The worker may fetch the content before it shows. */
        ask: boolean
      }
    }
    Device: {
      id: string
      browser: string | null
      os: string | null
      mobile: boolean | null
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      lastSeenAt: string
      /** @description The one that asks. */
      isThis: boolean
    }
    InteractionsTaken: {
      /** @constant */
      status: 'taken'
      /** @description Topics that are off now, because the person has called two of their notifications irrelevant. */
      muted: {
        topic: string
        name: string
        /** @description Words for the person, in the language of the notification. */
        title: string
        /** @description Words for a button that tells `relevant` of the same notification. */
        undo: string
      }[]
    }
    MarkedInbox: {
      /** @description How many are unread, of the newest 200. */
      unread: number
    }
    Details: {
      /** @constant */
      status: 'found'
      id: string
      title: string
      body?: string
      /** @description Where it leads, in full. */
      url: string
      lang?: string
      icon?: string
      image?: string
      badge?: string
      tag?: string
      requireInteraction?: boolean
      silent?: boolean
      actions?: {
        action: string
        title: string
        url: string
        icon?: string
      }[]
      /** Format: date-time */
      createdAt: string
    }
    SelfTest: {
      /** @description Ask again with it, to learn what became of it. */
      test: string
      /** @description As of any delivery; null: not known yet. */
      outcome: string | null
      reason: string | null
    }
    Server: {
      version: string
      node: string
      /** Format: date-time */
      startedAt: string
      /** @description Where it keeps its data, without a password. */
      database: string
      /** @description That send in this process. 0: others do. */
      threads: number
      /** @description The same as of /readyz. */
      checks: {
        [key: string]: boolean
      }
      alarms: components['schemas']['Alarm'][]
    }
    /** @description What keeps messages from people at present. */
    Alarm: {
      /** @description Few words that name it; the same as in the log. */
      cause: string
      /** @description Where they are known: `summary`, and what to do as `help`. */
      details: {
        [key: string]: string
      }
    }
    ServerLoad: {
      /** @description That send in this process at present. */
      threads: number
      /** @description Whether all of them can write outcomes down. */
      recording: boolean
      /** @description Outcomes that are not written down yet. */
      unrecorded: number
      /** @description The queue, of all processes. */
      lanes: {
        lane: string
        /** @description Due, and not begun. */
        ready: number
        /** @description Due later. */
        scheduled: number
        running: number
        /** @description No longer tried: see /v1/jobs. */
        dead: number
        /** @description Age of the oldest due job; 0 without one. */
        oldestSeconds: number
      }[]
      /** @description As this process has met them. */
      pushServices: {
        service: string
        /** @description Requests under way. */
        inFlight: number
        /** @description Deliveries in memory that have not started. */
        waiting: number
        /** @description Addresses of it that are held back because they failed. */
        circuitsOpen: number
        /** @description Sites that it slows down at present (429). */
        slowed: number
        /** @description Requests that have ended since the process was started. */
        answers: number
        /** @description Half of them took at most so long; null before the first. */
        p50Ms: number | null
      }[]
      /** @description Of the embedded store with its log, or of Belfry’s schemas. */
      databaseBytes: number
    }
    DoctorReport: {
      findings: components['schemas']['DoctorFinding'][]
    }
    DoctorFinding: {
      /**
       * @description `problem`: it does not work. `warning`: it works, and could be better.
       * @enum {string}
       */
      level: 'ok' | 'warning' | 'problem'
      /** @description What it is, how the doctor knows, and what to do. */
      text: string
    }
    DashboardSession: {
      operator: components['schemas']['Operator']
      /**
       * @description Who signs in: Belfry’s accounts, or the app.
       * @enum {string}
       */
      by: 'accounts' | 'app'
      /** @description Null where the app signs in. */
      session: {
        id: string
        /** Format: date-time */
        createdAt: string
        /** Format: date-time */
        expiresAt: string
      } | null
    }
    Operator: {
      id: string
      name: string
      email: string | null
      /** @enum {string} */
      role: 'owner' | 'editor' | 'viewer'
      /** @description Null: all sites. */
      sites: string[] | null
      hasSecondFactor: boolean
    }
    DashboardSignIn: {
      /** @enum {string} */
      by: 'accounts' | 'app'
      /** @description False: open the link that the server has printed. */
      isSetUp: boolean
      /** @description Whether anybody can sign in with one. */
      hasPasskeys: boolean
    }
    SignInStep: {
      /**
       * @description `code`: a code of the second factor is needed.
       * @enum {string}
       */
      next: 'done' | 'code'
    }
    AccountLink: {
      /** @enum {string} */
      kind: 'set-up' | 'invitation'
      email: string | null
      /** @enum {string} */
      role: 'owner' | 'editor' | 'viewer'
      /** @description Null: all sites. */
      sites: string[] | null
      /** Format: date-time */
      expiresAt: string
    }
    MadeAccount: {
      operator: components['schemas']['Operator']
    }
    OperatorSessions: {
      sessions: components['schemas']['OperatorSession'][]
    }
    OperatorSession: {
      id: string
      /** Format: date-time */
      createdAt: string
      /** Format: date-time */
      lastSeenAt: string
      userAgent: string | null
      address: string | null
      isCurrent: boolean
    }
    SecondFactor: {
      /** @description For a QR code: otpauth://… */
      uri: string
      /** @description To type in. */
      secret: string
      /** @description Each replaces one code, once. They are shown only now. */
      recoveryCodes: string[]
    }
    PasskeyRequestOptions: {
      challenge: string
      rpId: string
      timeout: number
      /** @constant */
      userVerification: 'required'
    }
    Passkeys: {
      passkeys: components['schemas']['Passkey'][]
    }
    Passkey: {
      id: string
      name: string
      /** @description The only address at which it signs in. */
      origin: string
      /** @description Its maker keeps copies of it on other devices of the same person. */
      isSynced: boolean
      /** Format: date-time */
      createdAt: string
      lastUsedAt: string | null
    }
    PasskeyCreationOptions: {
      challenge: string
      rp: {
        id: string
        name: string
      }
      user: {
        id: string
        name: string
        displayName: string
      }
      pubKeyCredParams: {
        /** @constant */
        type: 'public-key'
        alg: number
      }[]
      timeout: number
      /** @constant */
      attestation: 'none'
      excludeCredentials: {
        id: string
        /** @constant */
        type: 'public-key'
        transports?: string[]
      }[]
      authenticatorSelection: {
        /** @constant */
        residentKey: 'required'
        /** @constant */
        requireResidentKey: true
        /** @constant */
        userVerification: 'required'
      }
    }
    PaceOutput: {
      /**
       * @description Messages that one person may get in a day; null: any number.
       * @default 1
       */
      perDay: number | null
      /**
       * @description Messages that one person may get in seven days; null: any number.
       * @default 6
       */
      perWeek: number | null
      /**
       * @description `rolling`: a day is the last 24 hours. `calendar`: it is today in the person’s time zone, and a week is today with the six days before.
       * @default rolling
       * @enum {string}
       */
      window: 'rolling' | 'calendar'
      /**
       * @description `hold`: what is above the cap waits until the cap allows it, and is skipped if it would expire before. `skip`: it is skipped at once. `digest`: what is above the cap comes together, as one message a day, which counts for no cap. Either way its delivery says so.
       * @default hold
       * @enum {string}
       */
      excess: 'hold' | 'skip' | 'digest'
    }
    SilenceOutput: {
      /**
       * @description Days without a click, a press of an action, or a look into the inbox.
       * @default 90
       */
      afterDays: number
      /**
       * @description And on so many days since then a browser has told that it displayed something.
       * @default 10
       */
      shownDays: number
      /**
       * @description Messages that such a person gets in seven days, until they react once.
       * @default 1
       */
      perWeek: number
    }
    SiteQuietHoursOutput: {
      from: string
      to: string
      /**
       * @description Of people whose browser has told none; null: UTC.
       * @default null
       */
      timeZone: string | null
    }
    /** @description What is shown in place of content that is kept back, and who may fetch it. */
    SitePrivacyOutput: {
      /** @description What stands on the screen in place of the content, by language. Absent: “You have a new message”. */
      texts?: {
        [key: string]: {
          title: string
          body?: string
        }
      }
      /** @description Where a click on an opaque notification leads; its id is added. Absent: the first page of the site. */
      page?: string
      /**
       * @description Who may fetch the content: `owner`, who is signed in; `browser`: the service worker as well, before it shows. Absent: `owner`.
       * @enum {string}
       */
      details?: 'owner' | 'browser'
    }
    /** @description An error (RFC 9457). */
    Problem: {
      type: string
      /** @description The same for every occurrence of the code. */
      title: string
      status: number
      /** @description Stable: compare with this one. */
      code: string
      /** @description The fault of this occurrence. */
      detail: string
      /** @description The remedy. */
      help: string
      errors?: components['schemas']['Fault'][]
      /** @description Of a 5xx: finds the line of the log. */
      instance?: string
      docs: string
    }
    /** @description The data of an event `progress`: where a notification stands. */
    NotificationEvent: {
      id: string
      /** @enum {string} */
      state: 'planning' | 'sending' | 'paused' | 'cancelled' | 'done'
      finishedAt: string | null
      progress: components['schemas']['NotificationProgress']
      interactions: components['schemas']['InteractionCounts']
    }
  }
  responses: never
  parameters: never
  requestBodies: never
  headers: {
    /**
     * @description How much may be asked: `q` requests in `w` seconds (draft-ietf-httpapi-ratelimit-headers).
     * @example "address";q=120;w=60
     */
    'RateLimit-Policy': string
    /**
     * @description What is left of it: `r` requests now, and one more in `t` seconds.
     * @example "address";r=119;t=1
     */
    RateLimit: string
    /**
     * @description Seconds to wait (RFC 9110, section 10.2.3).
     * @example 1
     */
    'Retry-After': string
    /**
     * @description Since when it is deprecated (RFC 9745).
     * @example @1798761600
     */
    Deprecation: string
    /** @description From when on it may be gone (RFC 8594). */
    Sunset: string
    /** @description Where the reference says what to do instead (`rel="deprecation"`). */
    Link: string
  }
  pathItems: never
}
export type $defs = Record<string, never>
export interface operations {
  previewNotification: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "to": {
         *         "topic": "news"
         *       },
         *       "title": "Hello",
         *       "body": "Something is new.",
         *       "url": "/news"
         *     }
         */
        'application/json': components['schemas']['NewNotification']
      }
    }
    responses: {
      /** @description What would become of it. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['NotificationPreview']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `audience-invalid`: The audience is not clear
       *
       *     `topic-unknown`: The site has no such topic
       *
       *     `url-invalid`: A link is malformed
       *
       *     `url-not-same-origin`: A link leads away from the site
       *
       *     `site-url-missing`: A path needs the URL of the site
       *
       *     `payload-too-large`: The notification is too large to be pushed
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'json-malformed'
              | 'field-missing'
              | 'field-unknown'
              | 'field-invalid'
              | 'input-invalid'
              | 'audience-invalid'
              | 'topic-unknown'
              | 'url-invalid'
              | 'url-not-same-origin'
              | 'site-url-missing'
              | 'payload-too-large'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `api-key-topics`: The API key is for other topics
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
              | 'api-key-topics'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  previewAppearance: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "to": {
         *         "topic": "news"
         *       },
         *       "title": "Hello",
         *       "body": "Something is new.",
         *       "url": "/news"
         *     }
         */
        'application/json': components['schemas']['NewNotification']
      }
    }
    responses: {
      /** @description How it would look. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['NotificationAppearances']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `audience-invalid`: The audience is not clear
       *
       *     `topic-unknown`: The site has no such topic
       *
       *     `url-invalid`: A link is malformed
       *
       *     `url-not-same-origin`: A link leads away from the site
       *
       *     `site-url-missing`: A path needs the URL of the site
       *
       *     `payload-too-large`: The notification is too large to be pushed
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'json-malformed'
              | 'field-missing'
              | 'field-unknown'
              | 'field-invalid'
              | 'input-invalid'
              | 'audience-invalid'
              | 'topic-unknown'
              | 'url-invalid'
              | 'url-not-same-origin'
              | 'site-url-missing'
              | 'payload-too-large'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `api-key-topics`: The API key is for other topics
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
              | 'api-key-topics'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listNotifications: {
    parameters: {
      query?: {
        /** @description The value of `next` of the previous page; by default the newest. */
        cursor?: string
        /** @description Items of a page, at most. */
        limit?: number
        /** @description Only in this state. Of a rare one a page may be short, or empty, and still have a `next`. */
        state?: 'planning' | 'sending' | 'paused' | 'cancelled' | 'done'
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description A page of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            notifications: components['schemas']['Notification'][]
            /** @description Give it as `cursor` to get the next page; null: there is none. */
            next: string | null
          }
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `cursor-invalid`: The cursor is malformed
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid' | 'cursor-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  createNotification: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: {
        /** @description The same key with the same notification is sent once, even if the request is repeated. */
        'idempotency-key'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "to": {
         *         "topic": "news"
         *       },
         *       "title": "Hello",
         *       "body": "Something is new.",
         *       "url": "/news"
         *     }
         */
        'application/json': components['schemas']['NewNotification']
      }
    }
    responses: {
      /** @description Accepted. */
      202: {
        headers: {
          /** @description Where it is shown. */
          location?: string
          /** @description `true` when the same request came with this key before. */
          'idempotency-replayed'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Notification']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `audience-invalid`: The audience is not clear
       *
       *     `topic-unknown`: The site has no such topic
       *
       *     `url-invalid`: A link is malformed
       *
       *     `url-not-same-origin`: A link leads away from the site
       *
       *     `site-url-missing`: A path needs the URL of the site
       *
       *     `payload-too-large`: The notification is too large to be pushed
       *
       *     `idempotency-key-invalid`: The Idempotency-Key is malformed
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'json-malformed'
              | 'field-missing'
              | 'field-unknown'
              | 'field-invalid'
              | 'input-invalid'
              | 'audience-invalid'
              | 'topic-unknown'
              | 'url-invalid'
              | 'url-not-same-origin'
              | 'site-url-missing'
              | 'payload-too-large'
              | 'idempotency-key-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `api-key-topics`: The API key is for other topics
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
              | 'api-key-topics'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /** @description `idempotency-key-reused`: The Idempotency-Key was used for another notification */
      422: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'idempotency-key-reused'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  showNotification: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the notification. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The notification. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Notification']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `notification-unknown`: There is no such notification
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'notification-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  setNotificationState: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the notification. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "state": "paused"
         *     }
         */
        'application/json': components['schemas']['NotificationState']
      }
    }
    responses: {
      /** @description The notification as it is now. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Notification']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `api-key-topics`: The API key is for other topics
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
              | 'api-key-topics'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `notification-unknown`: There is no such notification
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'notification-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `notification-finished`: The notification is finished */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'notification-finished'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listenToNotification: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the notification. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The stream. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/event-stream': string
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `notification-unknown`: There is no such notification
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'notification-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `notification-streams-full`: Too many listen already
       *
       *     `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'notification-streams-full'
              | 'server-starting'
              | 'server-busy'
              | 'server-closing'
              | 'database-busy'
              | 'database-not-writable'
          }
        }
      }
    }
  }
  listDeliveries: {
    parameters: {
      query?: {
        /** @description The value of `next` of the previous page; by default the newest. */
        cursor?: string
        /** @description Items of a page, at most. */
        limit?: number
        notification?: string
        subscription?: string
        outcome?:
          | 'accepted'
          | 'gone'
          | 'key-mismatch'
          | 'throttled'
          | 'retry-later'
          | 'rejected'
          | 'too-large'
          | 'unreachable'
          | 'expired'
          | 'skipped'
          | 'held'
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description A page of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            deliveries: components['schemas']['Delivery'][]
            /** @description Give it as `cursor` to get the next page; null: there is none. */
            next: string | null
          }
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `cursor-invalid`: The cursor is malformed
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid' | 'cursor-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  showDelivery: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the notification. */
        notification: string
        /** @description The id of the subscription. */
        subscription: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The delivery. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Delivery']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `delivery-unknown`: There is no such delivery
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'delivery-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listSubscribers: {
    parameters: {
      query?: {
        /** @description The value of `next` of the previous page. */
        cursor?: string
        /** @description Items of a page, at most. */
        limit?: number
        /** @description The beginning of the site’s own id. */
        prefix?: string
        /** @description Only people who have this topic on. */
        topic?: string
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description A page of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            subscribers: components['schemas']['Subscriber'][]
            /** @description Give it as `cursor` to get the next page; null: there is none. */
            next: string | null
          }
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `cursor-invalid`: The cursor is malformed
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid' | 'cursor-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  showSubscriber: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The site’s own id of the person. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The person. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Subscriber']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscriber-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  eraseSubscriber: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The site’s own id of the person. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description What went. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ErasedSubscriber']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscriber-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  exportSubscriber: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The site’s own id of the person. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description All of it. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SubscriberExport']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscriber-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listConsents: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The site’s own id of the person. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            consents: components['schemas']['Consent'][]
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscriber-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  showSubscriberPreferences: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The site’s own id of the person. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The preferences. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Preferences']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscriber-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  changeSubscriberPreferences: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The site’s own id of the person. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "quietHours": {
         *         "from": "22:00",
         *         "to": "07:00"
         *       },
         *       "topics": {
         *         "news": false
         *       }
         *     }
         */
        'application/json': components['schemas']['PreferencesChange']
      }
    }
    responses: {
      /** @description The preferences as they are now. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Preferences']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `topic-unknown`: The site has no such topic
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid' | 'topic-unknown'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscriber-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  makePreferencesLink: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The site’s own id of the person. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        /** @example {} */
        'application/json': {
          /**
           * @description Granted topics that the person may turn on by it.
           * @default []
           */
          topics?: string[]
          /** @default 7776000 */
          expiresInSeconds?: number
        }
      }
    }
    responses: {
      /** @description The link. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PreferencesLink']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscriber-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  showSubscriberInbox: {
    parameters: {
      query?: {
        /** @description The value of `next` of the previous page; by default the newest. */
        cursor?: string
        /** @description Items of a page, at most. */
        limit?: number
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The site’s own id of the person. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description A page of it, the newest first. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['InboxPage']
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `cursor-invalid`: The cursor is malformed
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid' | 'cursor-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscriber-unknown`: There is no such subscriber
       *
       *     `inbox-off`: The site has no inbox
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscriber-unknown' | 'inbox-off'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listSubscriptions: {
    parameters: {
      query?: {
        /** @description The value of `next` of the previous page; by default the newest. */
        cursor?: string
        /** @description Items of a page, at most. */
        limit?: number
        status?: 'active' | 'key-mismatch' | 'retired'
        /** @description The push service. */
        service?: 'fcm' | 'mozilla' | 'apple' | 'wns' | 'other'
        browser?: 'chrome' | 'edge' | 'firefox' | 'safari' | 'opera' | 'other'
        os?: 'windows' | 'mac' | 'linux' | 'android' | 'iphone' | 'ipad' | 'cros' | 'other'
        /** @description Of this person, by the site’s own id. */
        subscriber?: string
        /** @description Of people who have this topic on. */
        topic?: string
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description A page of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            subscriptions: components['schemas']['Subscription'][]
            /** @description Give it as `cursor` to get the next page; null: there is none. */
            next: string | null
          }
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `cursor-invalid`: The cursor is malformed
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid' | 'cursor-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  showSubscription: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the subscription. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The subscription. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Subscription']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscription-unknown`: There is no such subscription
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscription-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  endSubscription: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the subscription. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The subscription as it is now. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Subscription']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscription-unknown`: There is no such subscription
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscription-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  signOutEverywhere: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The site’s own id of the person. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description What ended. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SignedOut']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscriber-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  takeBackGrants: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The site’s own id of the person. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description What was turned off. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['TakenBackGrants']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscriber-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  showAgeing: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The policy of this server, and its runs for this site, one a day, the newest first. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Ageing']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  pruneSubscriptions: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "days": 365,
         *       "losing": 120
         *     }
         */
        'application/json': components['schemas']['Prune']
      }
    }
    responses: {
      /** @description How many have ended. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Pruned']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `prune-larger`: More subscriptions would end than was said */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'prune-larger'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  diagnoseSubscription: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the subscription. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description What was found. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Diagnosis']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscription-unknown`: There is no such subscription
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscription-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listJobs: {
    parameters: {
      query?: {
        /** @description The value of `next` of the previous page; by default the newest. */
        cursor?: string
        /** @description Items of a page, at most. */
        limit?: number
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description A page of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            jobs: components['schemas']['DeadJob'][]
            /** @description Give it as `cursor` to get the next page; null: there is none. */
            next: string | null
          }
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `cursor-invalid`: The cursor is malformed
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid' | 'cursor-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  discardJobs: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description How many there were. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DiscardedJobs']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  reviveJobs: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "state": "ready"
         *     }
         */
        'application/json': components['schemas']['JobState']
      }
    }
    responses: {
      /** @description How many there were. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RevivedJobs']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  discardJob: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the job. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is discarded. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DiscardedJobs']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `job-unknown`: There is no such dead job
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'job-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  reviveJob: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the job. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "state": "ready"
         *     }
         */
        'application/json': components['schemas']['JobState']
      }
    }
    responses: {
      /** @description It is tried again. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RevivedJobs']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `job-unknown`: There is no such dead job
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'job-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readInteractions: {
    parameters: {
      query?: {
        /** @description So many days, the present one included (UTC). */
        days?: number
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The sums. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['InteractionStats']
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readFunnel: {
    parameters: {
      query?: {
        /** @description So many days, the present one included (UTC). */
        days?: number
        /** @description Only this topic. */
        topic?: string
        /** @description Only this prompt. */
        prompt?: string
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The sums. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Funnel']
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readGrowthStats: {
    parameters: {
      query?: {
        /** @description The first day, in `zone`; 29 days before the last unless told. */
        from?: string
        /** @description The last day, which is included; today unless told. At most 366 days. */
        to?: string
        /** @description Days and hours are those of this IANA time zone. */
        zone?: string
        /** @description A point for each hour (31 days at most) or day; hours up to two days. */
        step?: 'hour' | 'day'
        /** @description Only this push service. By device, days are those of UTC. */
        pushService?: 'fcm' | 'mozilla' | 'apple' | 'wns' | 'other'
        /** @description Only this browser. */
        browser?: 'chrome' | 'edge' | 'firefox' | 'safari' | 'opera' | 'other'
        /** @description Only this operating system. */
        system?: 'windows' | 'mac' | 'linux' | 'android' | 'iphone' | 'ipad' | 'cros' | 'other'
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The sums. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['GrowthStats']
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `figures-outside`: The key reads no figures of these days
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
              | 'figures-outside'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readGrowthStatsAsCsv: {
    parameters: {
      query?: {
        /** @description The first day, in `zone`; 29 days before the last unless told. */
        from?: string
        /** @description The last day, which is included; today unless told. At most 366 days. */
        to?: string
        /** @description Days and hours are those of this IANA time zone. */
        zone?: string
        /** @description A point for each hour (31 days at most) or day; hours up to two days. */
        step?: 'hour' | 'day'
        /** @description Only this push service. By device, days are those of UTC. */
        pushService?: 'fcm' | 'mozilla' | 'apple' | 'wns' | 'other'
        /** @description Only this browser. */
        browser?: 'chrome' | 'edge' | 'firefox' | 'safari' | 'opera' | 'other'
        /** @description Only this operating system. */
        system?: 'windows' | 'mac' | 'linux' | 'android' | 'iphone' | 'ipad' | 'cros' | 'other'
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The points, a line each. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/csv': string
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `figures-outside`: The key reads no figures of these days
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
              | 'figures-outside'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readDeliveryStats: {
    parameters: {
      query?: {
        /** @description The first day, in `zone`; 29 days before the last unless told. */
        from?: string
        /** @description The last day, which is included; today unless told. At most 366 days. */
        to?: string
        /** @description Days and hours are those of this IANA time zone. */
        zone?: string
        /** @description A point for each hour (31 days at most) or day; hours up to two days. */
        step?: 'hour' | 'day'
        /** @description Only this topic. */
        topic?: string
        /** @description Only this push service. By device, days are those of UTC. */
        pushService?: 'fcm' | 'mozilla' | 'apple' | 'wns' | 'other'
        /** @description Only this browser. */
        browser?: 'chrome' | 'edge' | 'firefox' | 'safari' | 'opera' | 'other'
        /** @description Only this operating system. */
        system?: 'windows' | 'mac' | 'linux' | 'android' | 'iphone' | 'ipad' | 'cros' | 'other'
        /** @description Only this notification, by its id. */
        notification?: string
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The sums. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DeliveryStats']
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `figures-outside`: The key reads no figures of these days
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
              | 'figures-outside'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `notification-unknown`: There is no such notification
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'notification-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readDeliveryStatsAsCsv: {
    parameters: {
      query?: {
        /** @description The first day, in `zone`; 29 days before the last unless told. */
        from?: string
        /** @description The last day, which is included; today unless told. At most 366 days. */
        to?: string
        /** @description Days and hours are those of this IANA time zone. */
        zone?: string
        /** @description A point for each hour (31 days at most) or day; hours up to two days. */
        step?: 'hour' | 'day'
        /** @description Only this topic. */
        topic?: string
        /** @description Only this push service. By device, days are those of UTC. */
        pushService?: 'fcm' | 'mozilla' | 'apple' | 'wns' | 'other'
        /** @description Only this browser. */
        browser?: 'chrome' | 'edge' | 'firefox' | 'safari' | 'opera' | 'other'
        /** @description Only this operating system. */
        system?: 'windows' | 'mac' | 'linux' | 'android' | 'iphone' | 'ipad' | 'cros' | 'other'
        /** @description Only this notification, by its id. */
        notification?: string
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The points, a line each. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/csv': string
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `figures-outside`: The key reads no figures of these days
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
              | 'figures-outside'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `notification-unknown`: There is no such notification
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'notification-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readEngagementStats: {
    parameters: {
      query?: {
        /** @description The first day, in `zone`; 29 days before the last unless told. */
        from?: string
        /** @description The last day, which is included; today unless told. At most 366 days. */
        to?: string
        /** @description Days and hours are those of this IANA time zone. */
        zone?: string
        /** @description A point for each hour (31 days at most) or day; hours up to two days. */
        step?: 'hour' | 'day'
        /** @description Only this topic. */
        topic?: string
        /** @description Only this push service. By device, days are those of UTC. */
        pushService?: 'fcm' | 'mozilla' | 'apple' | 'wns' | 'other'
        /** @description Only this browser. */
        browser?: 'chrome' | 'edge' | 'firefox' | 'safari' | 'opera' | 'other'
        /** @description Only this operating system. */
        system?: 'windows' | 'mac' | 'linux' | 'android' | 'iphone' | 'ipad' | 'cros' | 'other'
        /** @description Only this notification, by its id. */
        notification?: string
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The sums. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['EngagementStats']
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `figures-outside`: The key reads no figures of these days
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
              | 'figures-outside'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `notification-unknown`: There is no such notification
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'notification-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readEngagementStatsAsCsv: {
    parameters: {
      query?: {
        /** @description The first day, in `zone`; 29 days before the last unless told. */
        from?: string
        /** @description The last day, which is included; today unless told. At most 366 days. */
        to?: string
        /** @description Days and hours are those of this IANA time zone. */
        zone?: string
        /** @description A point for each hour (31 days at most) or day; hours up to two days. */
        step?: 'hour' | 'day'
        /** @description Only this topic. */
        topic?: string
        /** @description Only this push service. By device, days are those of UTC. */
        pushService?: 'fcm' | 'mozilla' | 'apple' | 'wns' | 'other'
        /** @description Only this browser. */
        browser?: 'chrome' | 'edge' | 'firefox' | 'safari' | 'opera' | 'other'
        /** @description Only this operating system. */
        system?: 'windows' | 'mac' | 'linux' | 'android' | 'iphone' | 'ipad' | 'cros' | 'other'
        /** @description Only this notification, by its id. */
        notification?: string
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The points, a line each. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/csv': string
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `figures-outside`: The key reads no figures of these days
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
              | 'figures-outside'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `notification-unknown`: There is no such notification
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'notification-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readOptOutStats: {
    parameters: {
      query?: {
        /** @description The first day, in `zone`; 29 days before the last unless told. */
        from?: string
        /** @description The last day, which is included; today unless told. At most 366 days. */
        to?: string
        /** @description Days and hours are those of this IANA time zone. */
        zone?: string
        /** @description A point for each hour (31 days at most) or day; hours up to two days. */
        step?: 'hour' | 'day'
        /** @description Only this topic. */
        topic?: string
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The sums. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OptOutStats']
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `figures-outside`: The key reads no figures of these days
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
              | 'figures-outside'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readOptOutStatsAsCsv: {
    parameters: {
      query?: {
        /** @description The first day, in `zone`; 29 days before the last unless told. */
        from?: string
        /** @description The last day, which is included; today unless told. At most 366 days. */
        to?: string
        /** @description Days and hours are those of this IANA time zone. */
        zone?: string
        /** @description A point for each hour (31 days at most) or day; hours up to two days. */
        step?: 'hour' | 'day'
        /** @description Only this topic. */
        topic?: string
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The points, a line each. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/csv': string
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `figures-outside`: The key reads no figures of these days
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
              | 'figures-outside'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readLatencyStats: {
    parameters: {
      query?: {
        /** @description The first day, in `zone`; 29 days before the last unless told. */
        from?: string
        /** @description The last day, which is included; today unless told. At most 366 days. */
        to?: string
        /** @description Days and hours are those of this IANA time zone. */
        zone?: string
        /** @description A point for each hour (31 days at most) or day; hours up to two days. */
        step?: 'hour' | 'day'
        /** @description Only this topic. */
        topic?: string
        /** @description Only this notification, by its id. */
        notification?: string
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The sums. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['LatencyStats']
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `figures-outside`: The key reads no figures of these days
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
              | 'figures-outside'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `notification-unknown`: There is no such notification
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'notification-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readLatencyStatsAsCsv: {
    parameters: {
      query?: {
        /** @description The first day, in `zone`; 29 days before the last unless told. */
        from?: string
        /** @description The last day, which is included; today unless told. At most 366 days. */
        to?: string
        /** @description Days and hours are those of this IANA time zone. */
        zone?: string
        /** @description A point for each hour (31 days at most) or day; hours up to two days. */
        step?: 'hour' | 'day'
        /** @description Only this topic. */
        topic?: string
        /** @description Only this notification, by its id. */
        notification?: string
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The points, a line each. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/csv': string
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `figures-outside`: The key reads no figures of these days
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
              | 'figures-outside'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `notification-unknown`: There is no such notification
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'notification-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readStatsArchive: {
    parameters: {
      query?: {
        /** @description The first day, in `zone`; 29 days before the last unless told. */
        from?: string
        /** @description The last day, which is included; today unless told. At most 366 days. */
        to?: string
        /** @description Days and hours are those of this IANA time zone. */
        zone?: string
        /** @description A point for each hour (31 days at most) or day; hours up to two days. */
        step?: 'hour' | 'day'
        /** @description Only this topic. */
        topic?: string
        /** @description Only this push service. By device, days are those of UTC. */
        pushService?: 'fcm' | 'mozilla' | 'apple' | 'wns' | 'other'
        /** @description Only this browser. */
        browser?: 'chrome' | 'edge' | 'firefox' | 'safari' | 'opera' | 'other'
        /** @description Only this operating system. */
        system?: 'windows' | 'mac' | 'linux' | 'android' | 'iphone' | 'ipad' | 'cros' | 'other'
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The archive. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/zip': string
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `figures-outside`: The key reads no figures of these days
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
              | 'figures-outside'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readReputation: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The estimate. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Reputation']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readStatsDates: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The days, both included. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['StatsDates']
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  recountNotification: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "notification": "0d2c…"
         *     }
         */
        'application/json': components['schemas']['Recount']
      }
    }
    responses: {
      /** @description It waits. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @constant */
            status: 'waiting'
          }
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `notification-unknown`: There is no such notification
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'notification-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listAnnotations: {
    parameters: {
      query?: {
        /** @description All of before unless told. */
        from?: string
        /** @description Exclusive; up to now unless told. */
        to?: string
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The annotations. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            annotations: components['schemas']['Annotation'][]
          }
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  createAnnotation: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "text": "The shop’s new front page",
         *       "at": "2026-11-30T09:00:00Z"
         *     }
         */
        'application/json': components['schemas']['NewAnnotation']
      }
    }
    responses: {
      /** @description It is there. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Annotation']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `limit-reached`: There are as many as there can be */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'limit-reached'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  deleteAnnotation: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the annotation. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is gone. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            id: string
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `annotation-not-found`: There is no such annotation
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'annotation-not-found'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listSites: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The sites. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            sites: components['schemas']['Site'][]
            /** @description Give it as `cursor` to get the next page; null: there is none. */
            next: string | null
          }
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  createSite: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "id": "shop",
         *       "url": "https://shop.example",
         *       "contact": "ops@shop.example"
         *     }
         */
        'application/json': components['schemas']['NewSite']
      }
    }
    responses: {
      /** @description It is there. */
      201: {
        headers: {
          /** @description Where it is shown. */
          location?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Site']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /**
       * @description `site-taken`: There is a site of this id
       *
       *     `limit-reached`: There are as many as there can be
       */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-taken' | 'limit-reached'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  showSite: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the site. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The site. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Site']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  removeSite: {
    parameters: {
      query?: {
        /** @description How many active subscriptions it may have, at most. */
        losing?: number
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the site. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is gone. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RemovedSite']
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown'
          }
        }
      }
      /**
       * @description `site-default`: The site default cannot be removed
       *
       *     `site-in-use`: The site has subscriptions
       *
       *     `declared-elsewhere`: It is declared elsewhere
       */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-default' | 'site-in-use' | 'declared-elsewhere'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  changeSite: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the site. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['SiteChange']
      }
    }
    responses: {
      /** @description The site as it is now. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Site']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `declared-elsewhere`: It is declared elsewhere */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'declared-elsewhere'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listTopics: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The topics. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            topics: components['schemas']['Topic'][]
            /** @description Give it as `cursor` to get the next page; null: there is none. */
            next: string | null
          }
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  createTopic: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "id": "blog",
         *       "name": "New posts"
         *     }
         */
        'application/json': components['schemas']['NewTopic']
      }
    }
    responses: {
      /** @description It is there. */
      201: {
        headers: {
          /** @description Where it is shown. */
          location?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Topic']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /**
       * @description `topic-taken`: There is a topic of this id
       *
       *     `limit-reached`: There are as many as there can be
       */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'topic-taken' | 'limit-reached'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  showTopic: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the topic. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The topic. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Topic']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `topic-not-found`: There is no such topic
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'topic-not-found'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  removeTopic: {
    parameters: {
      query?: {
        /** @description How many people may have it on, at most. */
        losing?: number
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the topic. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is gone. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['RemovedTopic']
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `topic-not-found`: There is no such topic
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'topic-not-found'
          }
        }
      }
      /**
       * @description `topic-in-use`: People have the topic on
       *
       *     `declared-elsewhere`: It is declared elsewhere
       */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'topic-in-use' | 'declared-elsewhere'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  changeTopic: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the topic. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['TopicChange']
      }
    }
    responses: {
      /** @description The topic as it is now. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Topic']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `topic-not-found`: There is no such topic
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'topic-not-found'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `declared-elsewhere`: It is declared elsewhere */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'declared-elsewhere'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  countTopicSubscribers: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the topic. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The count. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['TopicReach']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `topic-not-found`: There is no such topic
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'topic-not-found'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listApiKeys: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The keys. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            apiKeys: components['schemas']['ApiKey'][]
            /** @description Give it as `cursor` to get the next page; null: there is none. */
            next: string | null
          }
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  createApiKey: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "shop backend",
         *       "scopes": [
         *         "send"
         *       ]
         *     }
         */
        'application/json': components['schemas']['NewApiKey']
      }
    }
    responses: {
      /** @description The key. */
      201: {
        headers: {
          /** @description Where it is shown, without key. */
          location?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['MadeApiKey']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `api-key-not-found`: There is no such API key
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'api-key-not-found'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /**
       * @description `limit-reached`: There are as many as there can be
       *
       *     `declared-elsewhere`: It is declared elsewhere
       */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'limit-reached' | 'declared-elsewhere'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  showApiKey: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the key, which is not the key. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The key. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ApiKey']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `api-key-not-found`: There is no such API key
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'api-key-not-found'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  revokeApiKey: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the key, which is not the key. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The key as it is now. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ApiKey']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `api-key-not-found`: There is no such API key
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'api-key-not-found'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listVapidKeys: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The pairs. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            vapidKeys: components['schemas']['VapidKey'][]
            /** @description Give it as `cursor` to get the next page; null: there is none. */
            next: string | null
          }
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  createVapidKey: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        /** @example {} */
        'application/json': components['schemas']['NewVapidKey']
      }
    }
    responses: {
      /** @description The pair. */
      201: {
        headers: {
          /** @description Where it is shown. */
          location?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['VapidKey']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `vapid-keys-invalid`: The VAPID key cannot be read
       *
       *     `vapid-key-encrypted`: The VAPID key is encrypted with a passphrase
       *
       *     `vapid-key-public`: The VAPID key is a public key
       *
       *     `vapid-key-wrong-curve`: The VAPID key is of another curve or kind
       *
       *     `vapid-key-out-of-range`: The VAPID private key is no number of the curve
       *
       *     `vapid-keys-mismatch`: The VAPID public key belongs to another private key
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'json-malformed'
              | 'field-missing'
              | 'field-unknown'
              | 'field-invalid'
              | 'input-invalid'
              | 'vapid-keys-invalid'
              | 'vapid-key-encrypted'
              | 'vapid-key-public'
              | 'vapid-key-wrong-curve'
              | 'vapid-key-out-of-range'
              | 'vapid-keys-mismatch'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /**
       * @description `declared-elsewhere`: It is declared elsewhere
       *
       *     `vapid-key-taken`: The VAPID key belongs to another site
       *
       *     `vapid-key-active`: The VAPID key is the active one
       *
       *     `limit-reached`: There are as many as there can be
       */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'declared-elsewhere' | 'vapid-key-taken' | 'vapid-key-active' | 'limit-reached'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  showVapidKey: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the pair. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The pair. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['VapidKey']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `vapid-key-not-found`: There is no such VAPID key
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'vapid-key-not-found'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  changeVapidKey: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        /** @description The id of the pair. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['VapidKeyChange']
      }
    }
    responses: {
      /** @description The pair as it is now. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['VapidKey']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `vapid-key-not-found`: There is no such VAPID key
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'vapid-key-not-found'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /**
       * @description `vapid-key-active`: The VAPID key is the active one
       *
       *     `vapid-key-in-use`: Subscriptions depend on the VAPID key
       *
       *     `vapid-key-incomplete`: The private half of the VAPID key is not here
       *
       *     `declared-elsewhere`: It is declared elsewhere
       */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'vapid-key-active' | 'vapid-key-in-use' | 'vapid-key-incomplete' | 'declared-elsewhere'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listAudit: {
    parameters: {
      query?: {
        /** @description The value of `next` of the previous page; by default the newest. */
        cursor?: string
        /** @description Items of a page, at most. */
        limit?: number
        /** @description Only events of this name. */
        event?: string
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description A page of them. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            events: components['schemas']['AuditEvent'][]
            /** @description Give it as `cursor` to get the next page; null: there is none. */
            next: string | null
          }
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `cursor-invalid`: The cursor is malformed
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid' | 'cursor-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listPeople: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The people. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            people: components['schemas']['Person'][]
            /** @description Give it as `cursor` to get the next page; null: there is none. */
            next: string | null
          }
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `accounts-off`: This server has no accounts of its own
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'accounts-off'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listInvitations: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The invitations. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            invitations: components['schemas']['Invitation'][]
            /** @description Give it as `cursor` to get the next page; null: there is none. */
            next: string | null
          }
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `accounts-off`: This server has no accounts of its own
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'accounts-off'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  invite: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "email": "ada@example.com",
         *       "role": "editor",
         *       "sites": [
         *         "default"
         *       ]
         *     }
         */
        'application/json': components['schemas']['NewInvitation']
      }
    }
    responses: {
      /** @description The invitation. */
      201: {
        headers: {
          /** @description Where it can be taken back. */
          location?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['MadeInvitation']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `accounts-off`: This server has no accounts of its own
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'accounts-off'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /**
       * @description `email-taken`: There is an account with this e-mail address
       *
       *     `limit-reached`: There are as many as there can be
       */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'email-taken' | 'limit-reached'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  takeInvitationBack: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description As it was. Its link works no more. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Invitation']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `accounts-off`: This server has no accounts of its own
       *
       *     `invitation-not-found`: There is no such invitation
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'accounts-off' | 'invitation-not-found'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  removePerson: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description As it was. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Person']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `accounts-off`: This server has no accounts of its own
       *
       *     `person-not-found`: There is no such person
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'accounts-off' | 'person-not-found'
          }
        }
      }
      /** @description `last-owner`: Nobody else owns the server */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'last-owner'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  changePerson: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['PersonChange']
      }
    }
    responses: {
      /** @description The person. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Person']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `accounts-off`: This server has no accounts of its own
       *
       *     `person-not-found`: There is no such person
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'accounts-off' | 'person-not-found'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `last-owner`: Nobody else owns the server */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'last-owner'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  showAlarms: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Browsers and causes. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Alarms']
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  joinAlarms: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The site, its topic, and who the browser belongs to. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AlarmBrowser']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /** @description `limit-reached`: There are as many as there can be */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'limit-reached'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  testAlarms: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is on its way. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AlarmTest']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readConfig: {
    parameters: {
      query?: {
        /** @description The first 16 bytes of the SHA-256 of the browser’s endpoint, in base64url: asks for its status. */
        subscription?: string
      }
      header?: never
      path: {
        /** @description The id of the site. */
        site: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Nothing in it is secret. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SiteConfig']
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  subscribe: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of the site. */
        site: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "endpoint": "https://updates.push.services.mozilla.com/wpush/v2/…",
         *       "keys": {
         *         "p256dh": "BCVx…",
         *         "auth": "BTBZ…"
         *       },
         *       "topics": [
         *         "news"
         *       ]
         *     }
         */
        'application/json': components['schemas']['NewSubscription']
      }
    }
    responses: {
      /** @description It was known. */
      200: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Subscribed']
        }
      }
      /** @description It is new. */
      201: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Subscribed']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `endpoint-not-a-url`: The endpoint is not a URL
       *
       *     `endpoint-not-https`: The endpoint is not https
       *
       *     `endpoint-not-allowed`: The endpoint is not at a known push service
       *
       *     `endpoint-private-address`: The endpoint is at a private address
       *
       *     `endpoint-permanently-removed`: This browser has no push service
       *
       *     `p256dh-invalid`: The key p256dh is malformed
       *
       *     `p256dh-not-on-curve`: The key p256dh is not on the curve P-256
       *
       *     `auth-invalid`: The auth secret is malformed
       *
       *     `identity-malformed`: The identity token is malformed
       *
       *     `topic-unknown`: The site has no such topic
       */
      400: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'json-malformed'
              | 'field-missing'
              | 'field-unknown'
              | 'field-invalid'
              | 'input-invalid'
              | 'endpoint-not-a-url'
              | 'endpoint-not-https'
              | 'endpoint-not-allowed'
              | 'endpoint-private-address'
              | 'endpoint-permanently-removed'
              | 'p256dh-invalid'
              | 'p256dh-not-on-curve'
              | 'auth-invalid'
              | 'identity-malformed'
              | 'topic-unknown'
          }
        }
      }
      /**
       * @description `identity-signature-invalid`: The identity token is not signed by this site
       *
       *     `identity-expired`: The identity token has expired
       *
       *     `identity-revoked`: The identity token was revoked
       *
       *     `identity-wrong-site`: The identity token is for another site
       */
      401: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'identity-signature-invalid' | 'identity-expired' | 'identity-revoked' | 'identity-wrong-site'
          }
        }
      }
      /**
       * @description `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `topic-not-granted`: The topic is not for everybody
       */
      403: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'origin-missing' | 'origin-foreign' | 'fetch-cross-site' | 'topic-not-granted'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `topic-not-found`: There is no such topic
       */
      404: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'topic-not-found'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /**
       * @description `endpoint-owned`: The endpoint belongs to another subscriber
       *
       *     `endpoint-gone`: The push service has ended this subscription
       *
       *     `endpoint-key-mismatch`: The push service takes another key for this subscription
       *
       *     `vapid-key-unknown`: The subscription was made with an unknown key
       *
       *     `vapid-key-retired`: The subscription was made with a retired key
       *
       *     `too-many-subscriptions`: The subscriber has too many subscriptions
       *
       *     `topic-taken`: There is a topic of this id
       *
       *     `topic-in-use`: People have the topic on
       */
      409: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'endpoint-owned'
              | 'endpoint-gone'
              | 'endpoint-key-mismatch'
              | 'vapid-key-unknown'
              | 'vapid-key-retired'
              | 'too-many-subscriptions'
              | 'topic-taken'
              | 'topic-in-use'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `rate-limited`: Too many requests from this address
       *
       *     `too-many-newcomers`: Too many new subscriptions came from this network today
       */
      429: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited' | 'too-many-newcomers'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `vapid-key-missing`: The site has no VAPID key
       *
       *     `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'vapid-key-missing'
              | 'server-starting'
              | 'server-busy'
              | 'server-closing'
              | 'database-busy'
              | 'database-not-writable'
          }
        }
      }
    }
  }
  unsubscribe: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of the site. */
        site: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "endpoint": "https://updates.push.services.mozilla.com/wpush/v2/…"
         *     }
         */
        'application/json': {
          endpoint: string
          /**
           * @description Absent: its owner wants no more.
           * @constant
           */
          reason?: 'signed-out'
        }
      }
    }
    responses: {
      /** @description It is ended. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @constant */
            status: 'unsubscribed'
          }
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `fetch-cross-site`: The request comes from another site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'origin-missing' | 'origin-foreign' | 'fetch-cross-site'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listDevices: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of the site. */
        site: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "identity": "eyJzaXRlIjoi…"
         *     }
         */
        'application/json': {
          /** @description The token of the host app: a device alone has no say in the others. */
          identity: string
          /** @description Of this browser, so that it is told from the others. */
          endpoint?: string
          /** @description Proves that the endpoint is this browser’s. */
          handle?: string
        }
      }
    }
    responses: {
      /** @description Them. */
      200: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/json': {
            devices: components['schemas']['Device'][]
          }
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `identity-malformed`: The identity token is malformed
       */
      400: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'json-malformed'
              | 'field-missing'
              | 'field-unknown'
              | 'field-invalid'
              | 'input-invalid'
              | 'identity-malformed'
          }
        }
      }
      /**
       * @description `identity-signature-invalid`: The identity token is not signed by this site
       *
       *     `identity-expired`: The identity token has expired
       *
       *     `identity-revoked`: The identity token was revoked
       *
       *     `identity-wrong-site`: The identity token is for another site
       */
      401: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'identity-signature-invalid' | 'identity-expired' | 'identity-revoked' | 'identity-wrong-site'
          }
        }
      }
      /**
       * @description `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `fetch-cross-site`: The request comes from another site
       */
      403: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'origin-missing' | 'origin-foreign' | 'fetch-cross-site'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscriber-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  endDevices: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of the site. */
        site: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "identity": "eyJzaXRlIjoi…",
         *       "id": "uCJ0bW9yIGlzIGEgZGF5IQ"
         *     }
         */
        'application/json': {
          /** @description The token of the host app: a device alone has no say in the others. */
          identity: string
          /** @description Of this browser, so that it is told from the others. */
          endpoint?: string
          /** @description Proves that the endpoint is this browser’s. */
          handle?: string
          /** @description Which; all but the one that asks without it. */
          id?: string
        }
      }
    }
    responses: {
      /** @description How many were ended. None where it is ended already, or somebody else’s. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            ended: number
          }
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `identity-malformed`: The identity token is malformed
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'json-malformed'
              | 'field-missing'
              | 'field-unknown'
              | 'field-invalid'
              | 'input-invalid'
              | 'identity-malformed'
          }
        }
      }
      /**
       * @description `identity-signature-invalid`: The identity token is not signed by this site
       *
       *     `identity-expired`: The identity token has expired
       *
       *     `identity-revoked`: The identity token was revoked
       *
       *     `identity-wrong-site`: The identity token is for another site
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'identity-signature-invalid' | 'identity-expired' | 'identity-revoked' | 'identity-wrong-site'
          }
        }
      }
      /**
       * @description `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `fetch-cross-site`: The request comes from another site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'origin-missing' | 'origin-foreign' | 'fetch-cross-site'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscriber-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  reportInteractions: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of the site. */
        site: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "handle": "pO3…",
         *       "interactions": [
         *         {
         *           "notification": "0d2c…",
         *           "kind": "displayed",
         *           "at": 1764460800000
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['InteractionReport']
      }
    }
    responses: {
      /** @description It is stored, and counted within seconds. */
      202: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['InteractionsTaken']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `fetch-cross-site`: The request comes from another site
       */
      403: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'origin-missing' | 'origin-foreign' | 'fetch-cross-site'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       */
      404: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  tellStep: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of the site. */
        site: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "step": "soft-yes",
         *       "topic": "news",
         *       "prompt": "after-order"
         *     }
         */
        'application/json': components['schemas']['FunnelStep']
      }
    }
    responses: {
      /** @description It counts. */
      202: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @constant */
            status: 'counted'
          }
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `fetch-cross-site`: The request comes from another site
       */
      403: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'origin-missing' | 'origin-foreign' | 'fetch-cross-site'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       */
      404: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readInbox: {
    parameters: {
      query?: {
        /** @description The value of `next` of the previous page; by default the newest. */
        cursor?: string
        /** @description Items of a page, at most. */
        limit?: number
      }
      header?: {
        /** @description The identity token of the person, where somebody is signed in. */
        'belfry-identity'?: string
        /** @description The handle that the browser’s registration returned; after a space, its endpoint may follow. */
        'belfry-handle'?: string
      }
      path: {
        /** @description The id of the site. */
        site: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description A page of it, the newest first. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['InboxPage']
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `identity-malformed`: The identity token is malformed
       *
       *     `cursor-invalid`: The cursor is malformed
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid' | 'identity-malformed' | 'cursor-invalid'
          }
        }
      }
      /**
       * @description `caller-missing`: Nothing says who asks
       *
       *     `handle-invalid`: The handle proves no subscription
       *
       *     `identity-signature-invalid`: The identity token is not signed by this site
       *
       *     `identity-expired`: The identity token has expired
       *
       *     `identity-wrong-site`: The identity token is for another site
       *
       *     `identity-revoked`: The identity token was revoked
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'caller-missing'
              | 'handle-invalid'
              | 'identity-signature-invalid'
              | 'identity-expired'
              | 'identity-wrong-site'
              | 'identity-revoked'
          }
        }
      }
      /** @description `inbox-not-anonymous`: This browser belongs to somebody who has signed in */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'inbox-not-anonymous'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `inbox-off`: The site has no inbox
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'inbox-off' | 'subscriber-unknown'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  markInbox: {
    parameters: {
      query?: never
      header?: {
        /** @description The identity token of the person, where somebody is signed in. */
        'belfry-identity'?: string
        /** @description The handle that the browser’s registration returned; after a space, its endpoint may follow. */
        'belfry-handle'?: string
      }
      path: {
        /** @description The id of the site. */
        site: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "readUntil": "9c2b8f0e-5a39-4d5f-8a43-3f1f6f0a7b11"
         *     }
         */
        'application/json': components['schemas']['InboxMarks']
      }
    }
    responses: {
      /** @description They are marked. */
      200: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['MarkedInbox']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `identity-malformed`: The identity token is malformed
       */
      400: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'json-malformed'
              | 'field-missing'
              | 'field-unknown'
              | 'field-invalid'
              | 'input-invalid'
              | 'identity-malformed'
          }
        }
      }
      /**
       * @description `caller-missing`: Nothing says who asks
       *
       *     `handle-invalid`: The handle proves no subscription
       *
       *     `identity-signature-invalid`: The identity token is not signed by this site
       *
       *     `identity-expired`: The identity token has expired
       *
       *     `identity-wrong-site`: The identity token is for another site
       *
       *     `identity-revoked`: The identity token was revoked
       */
      401: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'caller-missing'
              | 'handle-invalid'
              | 'identity-signature-invalid'
              | 'identity-expired'
              | 'identity-wrong-site'
              | 'identity-revoked'
          }
        }
      }
      /**
       * @description `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `inbox-not-anonymous`: This browser belongs to somebody who has signed in
       */
      403: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'origin-missing' | 'origin-foreign' | 'fetch-cross-site' | 'inbox-not-anonymous'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `inbox-off`: The site has no inbox
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'inbox-off' | 'subscriber-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listenToInbox: {
    parameters: {
      query?: never
      header?: {
        /** @description The identity token of the person, where somebody is signed in. */
        'belfry-identity'?: string
        /** @description The handle that the browser’s registration returned; after a space, its endpoint may follow. */
        'belfry-handle'?: string
      }
      path: {
        /** @description The id of the site. */
        site: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The stream. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/event-stream': string
        }
      }
      /** @description `identity-malformed`: The identity token is malformed */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'identity-malformed'
          }
        }
      }
      /**
       * @description `caller-missing`: Nothing says who asks
       *
       *     `handle-invalid`: The handle proves no subscription
       *
       *     `identity-signature-invalid`: The identity token is not signed by this site
       *
       *     `identity-expired`: The identity token has expired
       *
       *     `identity-wrong-site`: The identity token is for another site
       *
       *     `identity-revoked`: The identity token was revoked
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'caller-missing'
              | 'handle-invalid'
              | 'identity-signature-invalid'
              | 'identity-expired'
              | 'identity-wrong-site'
              | 'identity-revoked'
          }
        }
      }
      /** @description `inbox-not-anonymous`: This browser belongs to somebody who has signed in */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'inbox-not-anonymous'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `inbox-off`: The site has no inbox
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'inbox-off' | 'subscriber-unknown'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `inbox-streams-full`: Too many pages listen already
       *
       *     `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'inbox-streams-full'
              | 'server-starting'
              | 'server-busy'
              | 'server-closing'
              | 'database-busy'
              | 'database-not-writable'
          }
        }
      }
    }
  }
  readDetails: {
    parameters: {
      query?: never
      header?: {
        /** @description The identity token of the person, where somebody is signed in. */
        'belfry-identity'?: string
        /** @description The handle that the browser’s registration returned; after a space, its endpoint may follow. */
        'belfry-handle'?: string
      }
      path: {
        /** @description The id of the site. */
        site: string
        /** @description The id of the notification, which is all that its push carries. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Its content. No cache may keep it. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Details']
        }
      }
      /** @description `identity-malformed`: The identity token is malformed */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'identity-malformed'
          }
        }
      }
      /**
       * @description `caller-missing`: Nothing says who asks
       *
       *     `handle-invalid`: The handle proves no subscription
       *
       *     `identity-signature-invalid`: The identity token is not signed by this site
       *
       *     `identity-expired`: The identity token has expired
       *
       *     `identity-wrong-site`: The identity token is for another site
       *
       *     `identity-revoked`: The identity token was revoked
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'caller-missing'
              | 'handle-invalid'
              | 'identity-signature-invalid'
              | 'identity-expired'
              | 'identity-wrong-site'
              | 'identity-revoked'
          }
        }
      }
      /** @description `details-owner-only`: The site shows it only to who is signed in */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'details-owner-only'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `details-unknown`: There is no such notification for this person
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'details-unknown' | 'subscriber-unknown'
          }
        }
      }
      /** @description `details-gone`: Its content is not there any more */
      410: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'details-gone'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  selfTest: {
    parameters: {
      query?: never
      header?: {
        /** @description The identity token of the person, where somebody is signed in. */
        'belfry-identity'?: string
        /** @description The handle that the browser’s registration returned; after a space, its endpoint may follow. */
        'belfry-handle'?: string
      }
      path: {
        /** @description The id of the site. */
        site: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "lang": "de"
         *     }
         */
        'application/json': components['schemas']['SelfTestRequest']
      }
    }
    responses: {
      /** @description What became of the test. */
      200: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SelfTest']
        }
      }
      /** @description It is on its way. */
      202: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SelfTest']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `identity-malformed`: The identity token is malformed
       */
      400: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'json-malformed'
              | 'field-missing'
              | 'field-unknown'
              | 'field-invalid'
              | 'input-invalid'
              | 'identity-malformed'
          }
        }
      }
      /**
       * @description `caller-missing`: Nothing says who asks
       *
       *     `handle-invalid`: The handle proves no subscription
       *
       *     `identity-signature-invalid`: The identity token is not signed by this site
       *
       *     `identity-expired`: The identity token has expired
       *
       *     `identity-wrong-site`: The identity token is for another site
       *
       *     `identity-revoked`: The identity token was revoked
       */
      401: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'caller-missing'
              | 'handle-invalid'
              | 'identity-signature-invalid'
              | 'identity-expired'
              | 'identity-wrong-site'
              | 'identity-revoked'
          }
        }
      }
      /**
       * @description `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `fetch-cross-site`: The request comes from another site
       */
      403: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'origin-missing' | 'origin-foreign' | 'fetch-cross-site'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscriber-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readPreferences: {
    parameters: {
      query?: never
      header?: {
        /** @description The identity token of the person, where somebody is signed in. */
        'belfry-identity'?: string
        /** @description The handle that the browser’s registration returned; after a space, its endpoint may follow. */
        'belfry-handle'?: string
      }
      path: {
        /** @description The id of the site. */
        site: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The preferences. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Preferences']
        }
      }
      /** @description `identity-malformed`: The identity token is malformed */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'identity-malformed'
          }
        }
      }
      /**
       * @description `caller-missing`: Nothing says who asks
       *
       *     `handle-invalid`: The handle proves no subscription
       *
       *     `identity-signature-invalid`: The identity token is not signed by this site
       *
       *     `identity-expired`: The identity token has expired
       *
       *     `identity-wrong-site`: The identity token is for another site
       *
       *     `identity-revoked`: The identity token was revoked
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'caller-missing'
              | 'handle-invalid'
              | 'identity-signature-invalid'
              | 'identity-expired'
              | 'identity-wrong-site'
              | 'identity-revoked'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscriber-unknown'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  changePreferences: {
    parameters: {
      query?: never
      header?: {
        /** @description The identity token of the person, where somebody is signed in. */
        'belfry-identity'?: string
        /** @description The handle that the browser’s registration returned; after a space, its endpoint may follow. */
        'belfry-handle'?: string
      }
      path: {
        /** @description The id of the site. */
        site: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        /**
         * @example {
         *       "paused": {
         *         "minutes": 60
         *       }
         *     }
         */
        'application/json': components['schemas']['PreferencesChange']
      }
    }
    responses: {
      /** @description The preferences as they are now. */
      200: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Preferences']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `identity-malformed`: The identity token is malformed
       *
       *     `topic-unknown`: The site has no such topic
       */
      400: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'json-malformed'
              | 'field-missing'
              | 'field-unknown'
              | 'field-invalid'
              | 'input-invalid'
              | 'identity-malformed'
              | 'topic-unknown'
          }
        }
      }
      /**
       * @description `caller-missing`: Nothing says who asks
       *
       *     `handle-invalid`: The handle proves no subscription
       *
       *     `identity-signature-invalid`: The identity token is not signed by this site
       *
       *     `identity-expired`: The identity token has expired
       *
       *     `identity-wrong-site`: The identity token is for another site
       *
       *     `identity-revoked`: The identity token was revoked
       */
      401: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'caller-missing'
              | 'handle-invalid'
              | 'identity-signature-invalid'
              | 'identity-expired'
              | 'identity-wrong-site'
              | 'identity-revoked'
          }
        }
      }
      /**
       * @description `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `topic-not-granted`: The topic is not for everybody
       */
      403: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'origin-missing' | 'origin-foreign' | 'fetch-cross-site' | 'topic-not-granted'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `subscriber-unknown`: There is no such subscriber
       */
      404: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown' | 'subscriber-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  showPreferencesPage: {
    parameters: {
      query?: {
        /** @description Says that it was saved. */
        saved?: string
      }
      header?: never
      path: {
        /** @description The id of the site. */
        site: string
        /** @description Of a link that POST /v1/subscribers/:id/preferences-link has made. */
        token: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The page. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/html': string
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown'
          }
        }
      }
      /** @description The link opens nothing, or nothing any more. */
      410: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/html': string
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  savePreferencesPage: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of the site. */
        site: string
        /** @description Of a link that POST /v1/subscribers/:id/preferences-link has made. */
        token: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is saved; the page says so. */
      303: {
        headers: {
          /** @description The page. */
          location?: string
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content?: never
      }
      /**
       * @description `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `fetch-cross-site`: The request comes from another site
       */
      403: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'origin-missing' | 'origin-foreign' | 'fetch-cross-site'
          }
        }
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       */
      404: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description The link opens nothing, or nothing any more. */
      410: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'text/html': string
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /** @description The page again, with what is wrong. */
      422: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'text/html': string
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimit-Policy']
          RateLimit: components['headers']['RateLimit']
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readServiceWorker: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of the site. */
        site: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The script. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/javascript': string
        }
      }
      /** @description The script that If-None-Match names is the newest. */
      304: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `browser-files-missing`: The files for the browser are not built
       *
       *     `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'browser-files-missing'
              | 'server-starting'
              | 'server-busy'
              | 'server-closing'
              | 'database-busy'
              | 'database-not-writable'
          }
        }
      }
    }
  }
  readClient: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of the site. */
        site: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The script. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/javascript': string
        }
      }
      /** @description The script that If-None-Match names is the newest. */
      304: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `browser-files-missing`: The files for the browser are not built
       *
       *     `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'browser-files-missing'
              | 'server-starting'
              | 'server-busy'
              | 'server-closing'
              | 'database-busy'
              | 'database-not-writable'
          }
        }
      }
    }
  }
  readKeptClient: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of the site. */
        site: string
        file: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The script. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/javascript': string
        }
      }
      /** @description The script that If-None-Match names is the newest. */
      304: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `browser-files-missing`: The files for the browser are not built
       *
       *     `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'browser-files-missing'
              | 'server-starting'
              | 'server-busy'
              | 'server-closing'
              | 'database-busy'
              | 'database-not-writable'
          }
        }
      }
    }
  }
  readPageModule: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of the site. */
        site: string
        module: 'components.js' | 'details.js' | 'funnel.js' | 'help.js' | 'inbox.js' | 'preferences.js'
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The script. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/javascript': string
        }
      }
      /** @description The script that If-None-Match names is the newest. */
      304: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `browser-files-missing`: The files for the browser are not built
       *
       *     `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'browser-files-missing'
              | 'server-starting'
              | 'server-busy'
              | 'server-closing'
              | 'database-busy'
              | 'database-not-writable'
          }
        }
      }
    }
  }
  readWords: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The id of the site. */
        site: string
        words: 'en.json' | 'de.json' | 'es.json' | 'fr.json' | 'ar.json' | 'ja.json'
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The texts by name, and `dir`, the direction. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            [key: string]: string
          }
        }
      }
      /** @description The texts that If-None-Match names are the newest. */
      304: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /**
       * @description `site-unknown`: There is no such site
       *
       *     `route-unknown`: There is nothing at this address
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown' | 'route-unknown'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `browser-files-missing`: The files for the browser are not built
       *
       *     `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'browser-files-missing'
              | 'server-starting'
              | 'server-busy'
              | 'server-closing'
              | 'database-busy'
              | 'database-not-writable'
          }
        }
      }
    }
  }
  showServer: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The server. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Server']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  showServerLoad: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The work at this moment. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ServerLoad']
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  examineServer: {
    parameters: {
      query?: {
        /** @description Also sends each push service an empty request, and compares the clocks: up to five seconds. */
        network?: 'true' | 'false'
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The findings. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DoctorReport']
        }
      }
      /**
       * @description `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  serveMcp: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The answer: a stream of JSON-RPC. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/event-stream': string
        }
      }
      /** @description A notification of the protocol was taken. */
      202: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description It is no message of the protocol. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @constant */
            jsonrpc: '2.0'
            error: {
              code: number
              message: string
            } & {
              [key: string]: unknown
            }
            id: null
          } & {
            [key: string]: unknown
          }
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /** @description The request does not accept both forms of an answer. */
      406: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @constant */
            jsonrpc: '2.0'
            error: {
              code: number
              message: string
            } & {
              [key: string]: unknown
            }
            id: null
          } & {
            [key: string]: unknown
          }
        }
      }
      /** @description The message is too long. */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @constant */
            jsonrpc: '2.0'
            error: {
              code: number
              message: string
            } & {
              [key: string]: unknown
            }
            id: null
          } & {
            [key: string]: unknown
          }
        }
      }
      /** @description The message is no JSON. */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @constant */
            jsonrpc: '2.0'
            error: {
              code: number
              message: string
            } & {
              [key: string]: unknown
            }
            id: null
          } & {
            [key: string]: unknown
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readMetrics: {
    parameters: {
      query?: {
        /** @description The site to act for; that of the API key unless told. Another needs a key whose reach is the server. */
        site?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description In the text format of Prometheus. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/plain': string
        }
      }
      /**
       * @description `api-key-missing`: The API key is missing
       *
       *     `api-key-invalid`: The API key is not valid
       *
       *     `session-missing`: Nobody is signed in
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-missing' | 'api-key-invalid' | 'session-missing'
          }
        }
      }
      /**
       * @description `api-key-address`: The API key does not work from this address
       *
       *     `site-not-granted`: The API key or the account is for another site
       *
       *     `scope-missing`: The API key or the role is not made for this
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'api-key-address'
              | 'site-not-granted'
              | 'scope-missing'
              | 'fetch-cross-site'
              | 'origin-missing'
              | 'origin-foreign'
          }
        }
      }
      /** @description `site-unknown`: There is no such site */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'site-unknown'
          }
        }
      }
      /**
       * @description `api-key-attempts`: Too many requests with API keys that do not work
       *
       *     `api-key-limited`: The API key asks too often
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'api-key-attempts' | 'api-key-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  isAlive: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It does. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @constant */
            status: 'ok'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  isReady: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description They should. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @constant */
            status: 'ready'
            /** @description Each part that must work, and whether it does. */
            checks: {
              [key: string]: boolean
            }
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
          'application/json': {
            /** @constant */
            status: 'not-ready'
            /** @description Each part that must work, and whether it does. */
            checks: {
              [key: string]: boolean
            }
          }
        }
      }
    }
  }
  showSession: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The operator. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DashboardSession']
        }
      }
      /** @description `session-missing`: Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'session-missing'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  showSignIn: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description How people sign in here. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DashboardSignIn']
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  signIn: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['SignIn']
      }
    }
    responses: {
      /** @description Signed in, or a code is needed. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SignInStep']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /** @description `sign-in-failed`: The e-mail address or the password is wrong */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'sign-in-failed'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `rate-limited`: Too many requests from this address
       *
       *     `sign-in-throttled`: Too many attempts to sign in
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited' | 'sign-in-throttled'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  confirmSignIn: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['SecondFactorCode']
      }
    }
    responses: {
      /** @description Signed in. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SignInStep']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `code-wrong`: The code is wrong, or was used already
       *
       *     `sign-in-over`: This sign-in is over
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'code-wrong' | 'sign-in-over'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `rate-limited`: Too many requests from this address
       *
       *     `sign-in-throttled`: Too many attempts to sign in
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited' | 'sign-in-throttled'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  signOut: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It works no more. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description `session-missing`: Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'session-missing'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  openAccountLink: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['AccountLinkToken']
      }
    }
    responses: {
      /** @description The link; it still works. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AccountLink']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `link-over`: The link works no more */
      410: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'link-over'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  makeAccount: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['NewAccount']
      }
    }
    responses: {
      /** @description The account; its session has begun. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['MadeAccount']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `password-weak`: The password is too easy to guess
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid' | 'password-weak'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `email-other`: The invitation is for another e-mail address
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign' | 'email-other'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `email-taken`: There is an account with this e-mail address */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'email-taken'
          }
        }
      }
      /** @description `link-over`: The link works no more */
      410: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'link-over'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `rate-limited`: Too many requests from this address
       *
       *     `sign-in-throttled`: Too many attempts to sign in
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited' | 'sign-in-throttled'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listSessions: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The sessions. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['OperatorSessions']
        }
      }
      /** @description `session-missing`: Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'session-missing'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  endOtherSessions: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Only this one works. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description `session-missing`: Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'session-missing'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  endSession: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It works no more. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description `session-missing`: Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'session-missing'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign'
          }
        }
      }
      /**
       * @description `accounts-off`: This server has no accounts of its own
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `session-not-found`: There is no such session
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off' | 'route-unknown' | 'session-not-found'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  changePassword: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordChange']
      }
    }
    responses: {
      /** @description The new one counts from now on. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `password-weak`: The password is too easy to guess
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid' | 'password-weak'
          }
        }
      }
      /** @description `session-missing`: Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'session-missing'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `password-wrong`: The password is wrong
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign' | 'password-wrong'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `rate-limited`: Too many requests from this address
       *
       *     `sign-in-throttled`: Too many attempts to sign in
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited' | 'sign-in-throttled'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  beginSecondFactor: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordProof']
      }
    }
    responses: {
      /** @description Its secret, and the recovery codes. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SecondFactor']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /** @description `session-missing`: Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'session-missing'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `password-wrong`: The password is wrong
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign' | 'password-wrong'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `second-factor-on`: The second factor is on already */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'second-factor-on'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `rate-limited`: Too many requests from this address
       *
       *     `sign-in-throttled`: Too many attempts to sign in
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited' | 'sign-in-throttled'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  confirmSecondFactor: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['SecondFactorCode']
      }
    }
    responses: {
      /** @description It is on. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /**
       * @description `session-missing`: Nobody is signed in
       *
       *     `code-wrong`: The code is wrong, or was used already
       */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'session-missing' | 'code-wrong'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `second-factor-off`: No second factor waits to be confirmed */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'second-factor-off'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  removeSecondFactor: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordProof']
      }
    }
    responses: {
      /** @description It is off. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /** @description `session-missing`: Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'session-missing'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `password-wrong`: The password is wrong
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign' | 'password-wrong'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `rate-limited`: Too many requests from this address
       *
       *     `sign-in-throttled`: Too many attempts to sign in
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited' | 'sign-in-throttled'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  signInWithPasskey: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['PasskeySignIn']
      }
    }
    responses: {
      /** @description Signed in. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SignInStep']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /** @description `passkey-refused`: The passkey was not accepted */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'passkey-refused'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `rate-limited`: Too many requests from this address
       *
       *     `sign-in-throttled`: Too many attempts to sign in
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited' | 'sign-in-throttled'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  askForPasskey: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description What the browser needs. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PasskeyRequestOptions']
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  listPasskeys: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The passkeys, the oldest first. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Passkeys']
        }
      }
      /** @description `session-missing`: Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'session-missing'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  addPasskey: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['NewPasskey']
      }
    }
    responses: {
      /** @description It is there. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Passkey']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       *
       *     `passkey-not-made`: No passkey was made of that
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              | 'json-malformed'
              | 'field-missing'
              | 'field-unknown'
              | 'field-invalid'
              | 'input-invalid'
              | 'passkey-not-made'
          }
        }
      }
      /** @description `session-missing`: Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'session-missing'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `passkey-taken`: This passkey is there already */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'passkey-taken'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  beginPasskey: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['PasskeyBegin']
      }
    }
    responses: {
      /** @description What the browser needs. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['PasskeyCreationOptions']
        }
      }
      /**
       * @description `json-malformed`: The body is not JSON
       *
       *     `field-missing`: A field is missing
       *
       *     `field-unknown`: A field is unknown
       *
       *     `field-invalid`: A field has a wrong value
       *
       *     `input-invalid`: Several fields are wrong
       */
      400: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'json-malformed' | 'field-missing' | 'field-unknown' | 'field-invalid' | 'input-invalid'
          }
        }
      }
      /** @description `session-missing`: Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'session-missing'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       *
       *     `password-wrong`: The password is wrong
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code:
              'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign' | 'password-wrong'
          }
        }
      }
      /** @description `accounts-off`: This server has no accounts of its own */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off'
          }
        }
      }
      /** @description `body-incomplete`: The body did not arrive whole */
      408: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-incomplete'
          }
        }
      }
      /** @description `limit-reached`: There are as many as there can be */
      409: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'limit-reached'
          }
        }
      }
      /** @description `body-too-large`: The body is larger than 64 kB */
      413: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-too-large'
          }
        }
      }
      /** @description `media-type-unsupported`: The body is not declared as JSON */
      415: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'media-type-unsupported'
          }
        }
      }
      /**
       * @description `rate-limited`: Too many requests from this address
       *
       *     `sign-in-throttled`: Too many attempts to sign in
       */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited' | 'sign-in-throttled'
          }
        }
      }
      /**
       * @description `body-consumed`: Something in front of Belfry has read the body
       *
       *     `internal-error`: Something went wrong in the server
       */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'body-consumed' | 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  removePasskey: {
    parameters: {
      query?: never
      header?: never
      path: {
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It signs in no more. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description `session-missing`: Nobody is signed in */
      401: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'session-missing'
          }
        }
      }
      /**
       * @description `dashboard-header-missing`: The request is not one of the dashboard
       *
       *     `fetch-cross-site`: The request comes from another site
       *
       *     `origin-missing`: The request does not say which page it is from
       *
       *     `origin-foreign`: The page is not one of this site
       */
      403: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'dashboard-header-missing' | 'fetch-cross-site' | 'origin-missing' | 'origin-foreign'
          }
        }
      }
      /**
       * @description `accounts-off`: This server has no accounts of its own
       *
       *     `route-unknown`: There is nothing at this address
       *
       *     `passkey-not-found`: There is no such passkey
       */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'accounts-off' | 'route-unknown' | 'passkey-not-found'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  openDashboard: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description At /dashboard/. */
      308: {
        headers: {
          /** @description There. */
          location?: string
          [name: string]: unknown
        }
        content?: never
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readDashboard: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The page. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/html': string
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readDashboardFile: {
    parameters: {
      query?: never
      header?: never
      path: {
        path: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The file. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/html': string
          'text/javascript': string
          'text/css': string
          'application/json': string
          'image/svg+xml': string
          'image/png': string
          'image/webp': string
          'font/woff2': string
        }
      }
      /** @description The file that If-None-Match names is the newest. */
      304: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description `route-unknown`: There is nothing at this address */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'route-unknown'
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readDescription: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The document. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            openapi: string
          } & {
            [key: string]: unknown
          }
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readReference: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description One page that needs no script and no internet. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/html': string
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
  readReferenceBesideApi: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description One page that needs no script and no internet. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/html': string
        }
      }
      /** @description `rate-limited`: Too many requests from this address */
      429: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'rate-limited'
          }
        }
      }
      /** @description `internal-error`: Something went wrong in the server */
      500: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'internal-error'
          }
        }
      }
      /**
       * @description `server-starting`: The server is starting
       *
       *     `server-busy`: The server has too much to do
       *
       *     `server-closing`: The server is shutting down
       *
       *     `database-busy`: The database is busy or away
       *
       *     `database-not-writable`: The database takes no writes
       */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/problem+json': components['schemas']['Problem'] & {
            /** @enum {unknown} */
            code: 'server-starting' | 'server-busy' | 'server-closing' | 'database-busy' | 'database-not-writable'
          }
        }
      }
    }
  }
}
