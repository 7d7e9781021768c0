// The English texts of `audit`: the auditor's view of the change log, and a person's rights.

export const audit = {
  tabs: { label: 'Views of the change log', entries: 'Entries', trust: 'Signatures and receipts', past: 'As of', sample: 'Sample', protection: 'Data protection' },
  summary: '{{total, number}} of {{all, counted(one: entry; other: entries)}}',
  readOnly: 'Opened for reading: nothing here can be changed.',
  noExport: 'An export is an entry of the change log, and this workspace is open for reading only. An auditor takes copies from here:',
  export: 'Export',
  exported: '{{name}} written.',
  formats: { bundle: 'Audit bundle (ZIP)…', report: 'Report (PDF)…', csv: 'Changes (CSV)…', jsonl: 'Entries (JSON Lines)…' },
  formatHelp: { bundle: 'Everything, with a verifier that needs no installation', report: 'Verdict, people, entries and changes, on paper', csv: 'One line per change, of the entries shown', jsonl: 'One line per entry, of the entries shown' },
  fileName: { bundle: 'audit', report: 'audit-report', csv: 'change-log', jsonl: 'change-log', receipt: 'receipt', certificate: 'certificate-of-erasure', proof: 'proof', past: 'golden-records-as-of' },
  filter: {
    label: 'Filters', search: 'Search changes', actor: 'Person', anybody: 'Anybody', act: 'Kind', field: 'Field', anyField: 'Any field', source: 'Source', anySource: 'Any source', from: 'From', to: 'To', row: 'Row', ofRow: 'Row {{row, rowNumber}}', clear: 'Clear filters',
    hint: 'Searches values, reasons and names in all changes.',
  },
  entry: { role: 'Role', app: 'Program', why: 'Reason', basis: 'Settings', hash: 'Fingerprint', previous: 'Follows', root: 'Root of the changes', technical: 'Fingerprints' },
  roles: { owner: 'Owner', steward: 'Steward', approver: 'Approver', auditor: 'Auditor', program: 'Program' },
  item: {
    rows_one: '{{count, number}} row', rows_other: '{{count, number}} rows', reason: 'Reason', rule: 'Rule', prove: 'Proof', hideProof: 'Hide proof', history: 'History',
    evidence: { source: 'From', confidencePpm: 'Confidence', because: 'Because', proposed: 'Proposed', where: 'Written to', fileSha256: 'SHA-256', sha256: 'SHA-256', model: 'Model', thresholdPpm: 'Threshold (ppm)', pins: 'Chosen values', raw: 'As delivered', digest: 'State digest', ruling: 'Ruling' },
    kinds: { state: 'State before this entry', block: 'Blocked rows', approveErasure: 'Approval to destroy', remark: 'Note', erased: 'Destroyed rows', erasureRule: 'Second person for erasure', row: 'Loaded row', correct: 'Correction' },
  },
  proof: {
    holds: 'Leaf and path lead to the root in the entry: this change was sealed in it.',
    fails: 'Leaf and path do not lead to the root in the entry.',
    leaf: 'Leaf', salt: 'Salt', position: 'Position', of: '{{index, number}} of {{count, number}}', root: 'Root in the entry', left: 'left', right: 'right', save: 'Save proof…', gone: 'This change was erased; it can no longer be shown.', working: 'Computing the path…',
  },
  verdict: {
    faults_one: '{{count, number}} fault was found in {{entries, counted(one: entry; other: entries)}}.',
    faults_other: '{{count, number}} faults were found in {{entries, counted(one: entry; other: entries)}}.',
    proves: 'Receipt {{name}}: proved unchanged up to entry {{entry, number}}, since {{when}}. Words: {{words}}.',
    disproves: 'Receipt {{name}} ({{words}}) does not agree with this log.',
    notices: 'Worth knowing',
  },
  trust: {
    against: 'Verify against receipts…', againstHelp: 'Receipts that somebody kept prove everything up to them.',
    limits: 'Whoever holds both the disk and the key can rewrite everything after the last receipt. Hand receipts to somebody else: each proves all entries up to it.',
    never: 'No receipt was ever handed out: nobody else can prove what this log said.',
    age: 'Last receipt {{when}}, at entry {{entry, number}}.',
    since_one: '{{count, number}} entry since then is proved by nobody else.',
    since_other: '{{count, number}} entries since then are proved by nobody else.',
    hand: 'Hand out a receipt', handFile: 'Receipt as a file…', handPage: 'Receipt as a page (PDF)…', handed: 'Receipt written: {{words}}',
    facts: 'What vouches for the log', fingerprint: 'Fingerprint of the last entry', signatures: 'Signatures', signaturesOf: '{{count, number}}, the last over {{size, counted(one: entry; other: entries)}} on {{when}}', noSignature: 'none', words: 'Its four words', receipts: 'Receipts handed out',
    keys: 'Keys', keyOf: 'announced by entry {{seq}}', clocks: 'Clock', clockOk: 'never went back', clockBack: 'Entry {{seq}}: {{duration}} earlier than the one before', people: 'People', person: 'Person', entries: 'Entries', first: 'First', last: 'Last',
  },
  past: {
    intro: 'The workspace as it stood after an entry. What was erased since stays erased.',
    entry: 'After entry', of: 'of {{last, number}}', at: 'On {{when}}', rows: 'Rows', golden: 'Golden records', digest: 'State digest', export: 'Export golden records as of entry {{seq}}…', record: 'One record', row: 'Row number', show: 'Show', none: 'There was no such record then.', earlier: 'Then', now: 'Now', field: 'Field', members: 'Source rows: {{rows}}', same: 'Nothing differs from today.', gone: 'No record holds this row today.',
  },
  sample: {
    intro: 'Changes drawn at random, all equally likely. The same seed draws the same ones again, here and for anybody else.',
    seed: 'Seed', count: 'How many', draw: 'Draw', of: '{{drawn, number}} of {{of, counted(one: change; other: changes)}}, seed “{{seed}}”', within: 'Only entries that fit the filters', report: 'Report with this sample (PDF)…', none: 'There is nothing to draw from.',
  },
  history: { title: 'History: {{name}}', sub_one: '{{count, number}} entry', sub_other: '{{count, number}} entries', empty: 'Nothing is on record about this row.', asOf: 'As of this entry', back: 'Back', inLog: 'Show in the change log', open: 'Whole history' },
  person: {
    menu: 'Data protection', access: 'Give a copy of everything known…', accessDone_one: '{{count, number}} file written.', accessDone_other: '{{count, number}} files written.',
    block: 'Block or erase…', title: 'Block or erase {{name}}',
    found: 'What is held', foundIn: 'items held: {{items, number}} · entries of the log: {{entries, number}}', rows_one: '{{count, number}} row of this person, with earlier versions', rows_other: '{{count, number}} rows of this person, with earlier versions', old: 'no longer in use', traces: 'Where it stands in the change log',
    same: 'Other rows with the same e-mail, phone or number. Tick those that are the same person.', exports_one: '{{count, number}} export since these rows came: the files are out of reach, whoever has them must be told.', exports_other: '{{count, number}} exports since these rows came: the files are out of reach, whoever has them must be told.',
    backups: 'Local backups are erased as well. Copies on other media are not reached.',
    why: 'Reason', reasons: { art17: 'The person asked for it', retention: 'Retention period is over', withdrawn: 'Consent was withdrawn', unlawful: 'Kept without a legal ground', other: 'Another reason' }, comment: 'Note (erased with the data)', doBlock: 'Block', blockHelp: 'Blocked rows take no part in any work. Nothing is destroyed yet; that is the next step, under Change log → Data protection.', blocked: 'Blocked. Destroy it under Change log → Data protection.', searching: 'Looking for traces…',
  },
  protection: {
    intro: 'Persons whose rows are blocked. Blocked rows take no part in any work; destroying them leaves fingerprints in the log, and nothing of what they said.',
    empty: 'Nobody is blocked', emptyBody: 'Block a person from the page of their record.', needsApproval: 'Destroying takes a second person', needsApprovalHelp: 'Somebody other than who blocked has to approve.', who: 'Who', blocked: 'Blocked', state: 'State', waiting: 'waits for approval', approved: 'approved by {{actor}}', ready: 'can be destroyed', destroyed: 'Destroyed by entry {{seq}}, {{when}}', lift: 'Lift block', approve: 'Approve', erase: 'Destroy…', certificate: 'Certificate (PDF)…', rows: 'Rows {{rows}}', lifted: 'The rows take part in the work again.', approvedDone: 'Approved.', gone: 'Destroyed person', own: 'You blocked this; somebody else has to approve.',
    confirm: 'Destroy the data of {{name}}?', confirmBody: 'The content of all items about these rows is destroyed in the workspace and in its local backups. This can’t be undone. The working data of this app is made anew afterwards.', confirmAction: 'Destroy', done: '{{items, counted(one: item; other: items)}} in {{entries, counted(one: entry; other: entries)}} destroyed, in {{backups, counted(one: backup; other: backups)}} too.', unreadable_one: '{{count, number}} part of the record could not be read and may still hold something.', unreadable_other: '{{count, number}} parts of the record could not be read and may still hold something.',
  },
  backups: {
    title: 'Backups', last: 'Last backup', none: 'none yet', make: 'Back up now', made: 'Backup made and verified.', failed: 'The last backup could not be made ({{detail}}).', copy: 'Copy to other media…', copied: 'Copied to {{displayPath}}.', copyFailed: 'The copy could not be made ({{detail}}).', lastCopy: 'Copy on other media', never: 'never', ask: 'A copy on a stick or another disk survives the loss of this one. The last was made {{when}}.', askNever: 'A copy on a stick or another disk survives the loss of this one. None was made yet.',
    kept_one: '{{count, number}} kept', kept_other: '{{count, number}} kept', help: 'Made once a day, before data is destroyed, before a new runtime and after much work; read back and verified before older ones make room.', restore: 'Restore…', restoreTitle: 'Restore a backup', restoreBody: 'A backup becomes a workspace of its own in a new folder beside this one. Nothing that is there is touched.', restoreAction: 'Restore', chosen: 'Backup of', noneToRestore: 'There is no backup of this workspace.',
  },
} as const;
