//! Irregular inflections and phrasal verbs that the treebanks are too small to have all of.

/// Base form, past tense, past participle; variants separated by `/`.
pub const VERBS: &str = "
arise arose arisen; awake awoke awoken; bear bore borne/born; beat beat beaten; become became become;
befall befell befallen; begin began begun; behold beheld beheld; bend bent bent; bet bet bet; bid bid/bade bid/bidden;
bind bound bound; bite bit bitten; bleed bled bled; blow blew blown; break broke broken; breed bred bred;
bring brought brought; broadcast broadcast broadcast; build built built; burst burst burst; buy bought bought;
cast cast cast; catch caught caught; choose chose chosen; cling clung clung; come came come; cost cost cost;
creep crept crept; cut cut cut; deal dealt dealt; dig dug dug; draw drew drawn; drink drank drunk; drive drove driven;
eat ate eaten; fall fell fallen; feed fed fed; feel felt felt; fight fought fought; find found found; flee fled fled;
fling flung flung; fly flew flown; forbid forbade forbidden; forecast forecast forecast; foresee foresaw foreseen;
forget forgot forgotten; forgive forgave forgiven; forgo forwent forgone; forsake forsook forsaken; freeze froze frozen;
get got gotten/got; give gave given; go went gone; grind ground ground; grow grew grown; hang hung hung; have had had;
hear heard heard; hide hid hidden; hit hit hit; hold held held; hurt hurt hurt; keep kept kept; kneel knelt knelt;
know knew known; lay laid laid; lead led led; leap leapt leapt; leave left left; lend lent lent; let let let;
lie lay lain; light lit lit; lose lost lost; make made made; mean meant meant; meet met met; mislead misled misled;
mistake mistook mistaken; misunderstand misunderstood misunderstood; offset offset offset;
outbid outbid outbid; outdo outdid outdone; outgrow outgrew outgrown; outsell outsold outsold; overcome overcame overcome;
overdo overdid overdone; overhang overhung overhung; overhear overheard overheard; override overrode overridden;
overrun overran overrun; oversee oversaw overseen; overtake overtook overtaken; overthrow overthrew overthrown;
pay paid paid; plead pleaded/pled pleaded/pled; prove proved proven/proved; put put put; quit quit quit; read read read; rebuild rebuilt rebuilt;
redo redid redone; redraw redrew redrawn; remake remade remade; repay repaid repaid; reread reread reread;
resell resold resold; reset reset reset; retake retook retaken; rethink rethought rethought; rewrite rewrote rewritten;
rid rid rid; ride rode ridden; ring rang rung; rise rose risen; run ran run; say said said; see saw seen;
seek sought sought; sell sold sold; send sent sent; set set set; sew sewed sewn; shake shook shaken; shed shed shed;
shine shone shone; shoot shot shot; show showed shown; shrink shrank shrunk; shut shut shut; sing sang sung;
sink sank sunk; sit sat sat; slay slew slain; sleep slept slept; slide slid slid; sling slung slung; slit slit slit;
sow sowed sown; speak spoke spoken; speed sped sped; spend spent spent; spin spun spun; spit spat spat;
split split split; spread spread spread; spring sprang sprung; stand stood stood; steal stole stolen; stick stuck stuck;
sting stung stung; strew strewed strewn; stride strode stridden; strike struck struck/stricken; string strung strung;
strive strove striven; swear swore sworn; sweep swept swept; swell swelled swollen; swim swam swum; swing swung swung;
take took taken; teach taught taught; tear tore torn; tell told told; think thought thought; throw threw thrown;
thrust thrust thrust; tread trod trodden; undercut undercut undercut; undergo underwent undergone;
underlie underlay underlain; understand understood understood; undertake undertook undertaken;
underwrite underwrote underwritten; undo undid undone; unwind unwound unwound; uphold upheld upheld; upset upset upset;
wake woke woken; wear wore worn; weave wove woven; weep wept wept; win won won; wind wound wound;
withdraw withdrew withdrawn; withhold withheld withheld; withstand withstood withstood; wring wrung wrung;
write wrote written; burn burnt burnt; dream dreamt dreamt; lean leant leant; learn learnt learnt; smell smelt smelt;
spell spelt spelt; spill spilt spilt; spoil spoilt spoilt; die died died; tie tied tied; vie vied vied;
dye dyed dyed; free freed freed; agree agreed agreed; guarantee guaranteed guaranteed; decree decreed decreed;
veto vetoed vetoed; panic panicked panicked; traffic trafficked trafficked; picnic picnicked picnicked;
quiz quizzed quizzed; bus bused/bussed bused/bussed; ski skied skied";

/// Regular verbs of the news that the treebanks lack, in the base form.
pub const REGULAR_VERBS: &str = "
abduct acquit allege ambush apprehend appropriate arraign assassinate blockade bombard bankroll barricade boycott bribe
censure co-found commercialise commercialize confiscate counterclaim debut decommission decriminalise decriminalize
defect demote deport deregulate detain detonate devalue disband disburse discontinue dismantle divest downgrade electrify
embargo embezzle enact encroach evacuate expel expropriate extort extradite exonerate fine headline hijack impeach
implicate incarcerate indict inaugurate infiltrate intercept interrogate invade jail kidnap launder legalise legalize
liquidate loot massacre mediate mobilise mobilize naturalise naturalize nationalise nationalize normalise normalize oust
overturn pardon perish pledge plunder poach postpone privatise privatize proclaim prosecute raid ransack ratify
reappoint reelect refinance reinstate relinquish repatriate rescind restructure revoke sabotage sack sanction sentence
shell smuggle stockpile subpoena subsidise subsidize surrender suspend swap torpedo traffic unveil uphold veto";

/// Regular nouns of the news that the treebanks lack, in the singular.
pub const REGULAR_NOUNS: &str = "
abduction acquittal airstrike ambush arraignment assassination blockade bombardment bombing boycott buyout ceasefire
commercialisation commercialization crackdown cyberattack deportation detention devaluation divestiture divestment
embargo envoy eviction expulsion extradition hijacking impeachment indictment kidnapping lawsuit massacre merger
militant nationalisation nationalization ouster pardon privatisation privatization prosecution raid rally ransom
ratification reappointment repatriation resignation rollout runoff shakeup shelling shootout standoff stabbing subpoena
subsidy takeover treaty tribunal truce ultimatum unveiling walkout";

/// Singular, plural.
pub const NOUNS: &str = "
man men; woman women; child children; foot feet; tooth teeth; goose geese; mouse mice; ox oxen; person persons;
analysis analyses; basis bases; crisis crises; diagnosis diagnoses; hypothesis hypotheses; oasis oases; thesis theses;
emphasis emphases; synthesis syntheses; parenthesis parentheses; criterion criteria; phenomenon phenomena;
appendix appendices; index indices; matrix matrices; vertex vertices; alumnus alumni; fungus fungi; nucleus nuclei;
stimulus stimuli; bacterium bacteria; curriculum curricula; memorandum memoranda; referendum referenda; stratum strata;
life lives; wife wives; knife knives; half halves; leaf leaves; loaf loaves; shelf shelves; thief thieves; wolf wolves;
calf calves; self selves; elf elves; hoof hooves; scarf scarves; aircraft aircraft; spacecraft spacecraft; species species;
series series; headquarters headquarters; barracks barracks; means means; crossroads crossroads; offspring offspring;
chairman chairmen; chairwoman chairwomen; congressman congressmen; congresswoman congresswomen; spokesman spokesmen;
spokeswoman spokeswomen; fisherman fishermen; fireman firemen; policeman policemen; policewoman policewomen;
gunman gunmen; businessman businessmen; businesswoman businesswomen; serviceman servicemen; craftsman craftsmen;
lawman lawmen; seaman seamen; airman airmen; cameraman cameramen; statesman statesmen; salesman salesmen;
grandchild grandchildren; stepchild stepchildren; schoolchild schoolchildren; shoe shoes; toe toes; foe foes;
canoe canoes; potato potatoes; tomato tomatoes; hero heroes; veto vetoes; embargo embargoes; torpedo torpedoes;
echo echoes; cargo cargoes; volcano volcanoes; tornado tornadoes; mosquito mosquitoes; bus buses; gas gases;
virus viruses; campus campuses; census censuses; status statuses; bonus bonuses; lens lenses; axis axes; axe axes;
movie movies; cookie cookies; tie ties; lie lies; pie pies; calorie calories; prairie prairies; zombie zombies;
cache caches; headache headaches; ache aches; niche niches; avalanche avalanches; money monies; quiz quizzes";

/// Verb and particles.
pub const PARTICLES: &str = "
act up,out; back down,up,off; bail out; beef up; blow up; box in; break down,up,out,off,away,in; bring up,back,down,about,in,out;
build up; burn down; buy up,out,back; call off,up,out,back,in; calm down; carry out,on,off; cast off; catch up; clamp down; clean up;
clear up,out; close down,off,in; come out,up,back,down,in,over; cordon off; cover up; crack down; cut off,down,back,out; draw up,down;
drag on,out; drive out,back; drop off,out; end up; face off; fall apart,out,through,back; fend off; fight back,off; figure out;
file away; fill in,out,up; find out; follow up,through; free up; gear up; get together,back,out,up,away; give up,in,away,back,out;
go on,off,ahead,back,up,down,out,through; gun down; hand over,out,in,down; hang up; head off,up; heat up; hit out,back;
hold up,back,off,out,down; hole up; hunt down; iron out; join up; keep up,out; kick off,out; kill off; knock out,down,off,over;
lash out; launch off; lay off,out,down; lead up; leak out; leave out,behind; let down,off,out; lift off; line up; lock down,up,out;
look up,out; make up,out,over; mark down,up; mop up; move in,out,on,up,back; mow down; open up; opt out,in; own up; pass on,away,by;
pay off,out,back,up; phase out,in; pick up,out; pin down; play down; plug in; point out; pour in; prop up; pull out,off,back,down,over,up;
push through,back,out,ahead; put up,off,down,out,forward,in; ramp up; reach out; roll out,back; round up; rule out; run off,out,up,down;
scale back,down,up; scoop up; seal off; sell off,out; send back,off,out,in; set up,off,out,aside,back; settle down; shake up;
shoot down; shore up; shut down,off,out; sign up,off,on; single out; slow down; smuggle in,out; snap up; sort out; speak out,up;
speed up; spell out; spin off; split up; stamp out; stand up,down,by; start up,off,out; stave off; stay on,away; step down,up,in,aside,back;
storm out; strike down,back; sum up; swear in; sweep up; take over,up,off,out,down,on,in,back,away; team up; tear down,up,apart;
throw out,away; tie up; top up; track down; trade in; turn out,over,up,down,off,back,in,around,away; use up; vote down; wake up; walk out,away;
ward off; warm up; wash away; wear off; win over,back; wind down,up; wipe out; work out; wrap up; write off,down,up";

/// The entries of a list: separated by semicolons, each in words.
pub fn entries(list: &str) -> impl Iterator<Item = Vec<&str>> {
    list.split(';').map(|entry| entry.split_whitespace().collect())
}
