/**
 * What five published inspections of children's services say needs to improve (Ofsted: Liverpool 2018 and 2023, Knowsley 2021, Sefton 2022,
 * Wirral 2024; Open Government Licence v3.0), each with what it is about, as one reader judged before anything was measured. Two are the
 * same ask where they share a subject. Seven bullets that nothing else comes near are there as well, to be in the way.
 */
export const judged: readonly (readonly [report: string, about: readonly string[], text: string])[] = [
  ['knowsley-2021', ['care-leavers'], 'The quality and impact of the support provided to care leavers.'],
  [
    'knowsley-2021',
    ['assessments'],
    'The quality of assessments and plans for children in need of help and protection, particularly where children live in households where there is domestic abuse.',
  ],
  ['knowsley-2021', ['homeless'], 'The response to children who present as homeless.'],
  [
    'knowsley-2021',
    ['private-fostering'],
    'The quality of work with children who live in private fostering arrangements.',
  ],
  [
    'knowsley-2021',
    ['transition'],
    'The arrangements for the transition of children from children’s to adult services.',
  ],
  ['liverpool-2018', ['caseloads'], 'Social work capacity and allocation of caseloads.'],
  [
    'liverpool-2018',
    ['assessments'],
    'The quality, consistency and child-centeredness of assessments and plans.',
  ],
  ['liverpool-2018', ['permanence'], 'Permanence planning for all children in care.'],
  ['liverpool-2018', ['transition'], 'Timeliness of transition planning for children in care.'],
  [
    'liverpool-2018',
    ['placements'],
    'Comprehensive needs assessment and commissioning strategy for sufficiency of placements, including foster care.',
  ],
  [
    'liverpool-2018',
    ['oversight'],
    'Quality and consistency of oversight and challenge by first line managers, child protection conference chairs and independent reviewing officers.',
  ],
  [
    'liverpool-2023',
    ['caseloads'],
    'Caseloads and regular reflective supervision, so that children and young people receive a timely, consistent service that is responsive to and meets their needs.',
  ],
  [
    'liverpool-2023',
    ['missing'],
    'The identification of and response to risk by social workers and partner agencies, so that children and young people are robustly protected, including when children go missing from home or care.',
  ],
  [
    'liverpool-2023',
    ['stepping-down'],
    'The quality of decision-making when removing child protection plans, so this happens only when it is safe and when children continue to receive the right support.',
  ],
  [
    'liverpool-2023',
    ['assessments', 'transition'],
    'The quality of core social work practice, including assessments, plans and planning, and timely transition planning for young people leaving care.',
  ],
  [
    'liverpool-2023',
    ['care-leavers'],
    'The quality of support, advice and guidance for care leavers, including those with additional vulnerabilities, to ensure that this is timely, consistent and responsive to levels of need up to the age of 25.',
  ],
  [
    'liverpool-2023',
    ['care-leavers'],
    'The provision of information for care leavers about their entitlements and health histories.',
  ],
  [
    'liverpool-2023',
    ['visits'],
    'Purposeful visits to children and young people which are responsive to changes in need and risk and include life-story work.',
  ],
  [
    'liverpool-2023',
    ['oversight'],
    'The robustness of senior management oversight, including for children subject to pre-proceedings.',
  ],
  [
    'liverpool-2023',
    ['coming-into-care', 'permanence'],
    'The timeliness of decision-making for children and young people, including when children come into care, and that children achieve permanence without delay.',
  ],
  [
    'liverpool-2023',
    ['placements'],
    'The sufficiency of suitable placements that can meet children and young people’s assessed needs, including ‘staying put’ arrangements.',
  ],
  [
    'liverpool-2023',
    ['health'],
    'The timely access to emotional and mental health support and dental care for young people.',
  ],
  [
    'sefton-2022',
    ['resources'],
    'Systems and resources to provide a safe, coherent and integrated service which makes children safer and improves children’s outcomes.',
  ],
  [
    'sefton-2022',
    ['corporate'],
    'The embedding of corporate responsibility across the council and partners to safeguard children and meet the needs of children in care and care leavers.',
  ],
  [
    'sefton-2022',
    ['caseloads', 'oversight'],
    'Caseloads and management oversight so that children receive a timely, consistent service to meet their needs, including outside of normal office hours.',
  ],
  [
    'sefton-2022',
    ['oversight'],
    'The performance and quality assurance arrangements to support practice improvements, including managers, conference chairs and independent reviewing officers’ (IROs) oversight and challenge.',
  ],
  [
    'sefton-2022',
    ['consent'],
    'The practice relating to securing parental consent prior to information-sharing in the multi-agency safeguarding hub (MASH).',
  ],
  [
    'sefton-2022',
    ['strategy-meetings'],
    'The urgency and robustness of the child protection response, including strategy meetings and child protection conferences.',
  ],
  [
    'sefton-2022',
    ['assessments', 'transition'],
    'The quality of assessments, plans and planning, including transition planning and timely escalation into the public law outline (PLO), which is reviewed and enhanced on a regular basis when circumstances change.',
  ],
  [
    'sefton-2022',
    ['visits'],
    'Visits to children that are responsive to need and risk, and that are purposeful, including life story work.',
  ],
  [
    'sefton-2022',
    ['missing', 'private-fostering', 'homeless'],
    'The response to vulnerable children including for children at risk of exploitation, those who go missing from home and care, disabled children, children living in private fostering arrangements, and homeless 16 to 17-year-olds.',
  ],
  ['sefton-2022', ['allegations'], 'The response to allegations against professionals.'],
  [
    'sefton-2022',
    ['placements'],
    'The provision of suitable, fully assessed and sufficient placements to meet the assessed needs of children in care and care leavers.',
  ],
  [
    'wirral-2024',
    ['homeless'],
    'The response to 16- and 17-year-old homeless children, to ensure that they are made aware of their rights and entitlements.',
  ],
  [
    'wirral-2024',
    ['private-fostering'],
    'The awareness-raising and identification of, and response to, children living in private fostering arrangements.',
  ],
  [
    'wirral-2024',
    ['coming-into-care'],
    'The quality of decision-making, to ensure that children come into care in a timely way.',
  ],
  [
    'wirral-2024',
    ['permanence'],
    'The timely progression of permanence plans for children, to ensure that they are not subject to statutory intervention for too long.',
  ],
  ['wirral-2024', ['oversight'], 'Escalation by IROs, to robustly challenge plans for children.'],
  [
    'wirral-2024',
    ['transition'],
    'Transition planning for 16- and 17-year-old children in care, to ensure that they feel better prepared for leaving care.',
  ],
  [
    'wirral-2024',
    ['care-leavers'],
    'The offer to care leavers so that it is consistently accessible and understood to ensure that all care leavers receive their full entitlements.',
  ],
];
