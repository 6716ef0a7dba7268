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
get got gotten/got; give gave given; go went gone; grind ground ground; grow grew grown; hang hung/hanged hung/hanged; have had had;
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
wake woke woken; wed wed wed; wear wore worn; weave wove woven; weep wept wept; win won won; wind wound wound;
withdraw withdrew withdrawn; withhold withheld withheld; withstand withstood withstood; wring wrung wrung;
write wrote written; burn burnt burnt; dream dreamt dreamt; lean leant leant; learn learnt learnt; smell smelt smelt;
spell spelt spelt; spill spilt spilt; spoil spoilt spoilt; die died died; tie tied tied; vie vied vied;
dye dyed dyed; free freed freed; agree agreed agreed; guarantee guaranteed guaranteed; decree decreed decreed;
veto vetoed vetoed; panic panicked panicked; traffic trafficked trafficked; picnic picnicked picnicked;
quiz quizzed quizzed; bus bused/bussed bused/bussed; ski skied skied";

/// Regular verbs that the treebanks lack in the base form: many of them have them as nouns or participles only.
pub const REGULAR_VERBS: &str = "
abate abbreviate abduct abet abhor abscond abseil absolve abuse accede accentuate acclaim accost accredit accrue
accuse acquit activate adhere adjourn adjudicate admonish adorn affiliate aggravate agitate airlift alarm alert
alienate alight allay allege alleviate allude amalgamate amass ambush amplify amputate anchor annex annihilate
annotate annul antagonise antagonize apologise appoint apportion appraise apprehend appropriate arbitrate archive
arouse arraign articulate ascend ascribe assail assassinate assault assimilate astonish atone attribute auction
audit authorise avenge avow award axe baffle bail balk balloon banish bankroll barge barricade bask batter beckon
befriend begrudge behead belie bemoan bequeath berate beset besiege betray bicker bisect blacklist blackmail blare
blast blaze bleach blight blindfold blitz blockade bluff blunder blunt bog bolster bolt bombard bond boo bootleg
bottle bounce boycott brace brag brand brandish breach breeze brew bribe bridge brighten bristle broach broker
bruise brutalise brutalize buckle budget buffet bulldoze bully bump bungle buoy burden burgeon burgle bury cajole
calibrate camouflage campaign canvass cap capitalise capitulate capsize caption captivate caress caricature cascade
castigate caution cede cement censure certify chafe chair champion channel chaperone characterise chart charter
chase chastise cherish chide choke circumvent clamour clamp classify cleanse clinch clobber cluster co-author
co-found co-host coach coax cobble coddle coexist coincide collide collude colonise colonize commandeer
commercialise commercialize commission commute compile compliment compound compromise conceal conceive condense
confer confess confide confiscate conflict confound congregate conscript consecrate conserve console consolidate
conspire constrain construct contaminate contemplate contravene contrive convene convict convoke corner corroborate
corrupt counsel counteract counterattack counterclaim counterfeit covet cower crackle cram crave creak criminalise
criminalize criticise criticize crouch crown cruise crumble crumple crusade crush cull culminate cultivate curate
curse curtail cushion dabble dampen dash dazzle deactivate debase debate debilitate debrief debunk debut decapitate
decentralise decentralize decimate decipher deck declassify decommission decorate decriminalise decriminalize decry
dedicate deduce deface defame default defect defer defile deflate deflect defraud defuse defy degrade dehydrate
delegate deliberate delight delineate delist deluge delve demarcate demilitarise demilitarize demobilise demobilize
demolish demoralise demoralize demote demur demystify denigrate denounce dent depict deplete deplore deploy
depopulate deport depose depreciate depress deprive depute deputise deputize derail deregister deregulate deride
derive desecrate desegregate designate despair despise destabilise detail detain detest dethrone detonate detour
devalue devastate deviate devour dim dip disable disappoint disapprove disavow disband disburse discard discern
discipline disclaim discontinue discourage discredit discriminate disembark disengage disfigure disgrace disgust
dishearten disinfect disintegrate dislocate dislodge dismantle disobey disorganise disorganize disown disparage
dispel dispense displease dispose disprove disqualify dissect dissent dissolve dissuade distance distil distract
distress distrust ditch diverge diversify divest divorce divulge dock dodge doom dose double-cross douse downgrade
downplay downsize drape dredge drench drill drone droop drown dub dupe dwarf dwindle earmark eavesdrop ebb economise
economize eject elaborate elapse elect electrify elevate elicit elope elude emaciate emanate embargo embark embed
embellish embezzle embitter emblazon embody embolden embroil emerge emigrate empathise empathize emphasise empower
enact encamp encase enclose encode encroach encrypt endear endeavour energise energize enforce enfranchise engineer
engrave engulf enjoin enlighten enquire enrage enrich enrol enroll enshrine enslave ensnare ensue entail entangle
entertain enthral enthuse entice entitle entrench entrust enumerate envisage envy equalize equate eradicate erect
erode err erupt escalate eschew escort espouse estrange etch evacuate evade exacerbate exaggerate exasperate
excavate exchange exclaim excommunicate exempt exert exhale exhaust exhort exhume exile exit exonerate expatriate
expedite expel expend experiment expose expound expropriate expunge extinguish extol extort extract extradite
extricate exude eye fabricate falsify falter fan fancy farm fascinate fashion fast-track fasten fault federate feign
fell fence ferment ferry fester fetter feud field finalise fine fingerprint firebomb firm fish flag flank flap flare
flash flatter flaunt flavour flay fleck fleece flick flinch flog flood flounder flout fluctuate flunk flutter foil
fondle forestall forfeit forge formalise formalize fortify foster found fracture franchise freeload fritter front
frown frustrate fumble fume fumigate fund furlough furnish fuse gag gallop galvanise galvanize gamble gargle gasp
gauge generalise generalize germinate gesture giggle glance glare glaze gleam glean glide glimpse glitter gloat
glorify gobble gore grace grade grate gravitate grease greenlight grieve grill grimace grip groan grope ground
grouse growl grunt gulp gush gut halt halve hammer handcuff handicap hanker harbour harden harmonise harness harvest
hasten headline hearten heave heckle heighten helm herald herd hijack hinder hobble hog hoist honk hoodwink hoot
horrify hospitalise hound hover howl huddle humble hunt hurl hurtle hush hustle hypnotise hypnotize idle ignite
illuminate imitate immerse immunise immunize impair impale impart impeach impede impel impersonate implant implicate
implore imply import impound impregnate imprison improvise inaugurate incapacitate incarcerate incense incline
incriminate incubate inculcate incur indemnify indict indoctrinate induce induct indulge industrialise industrialize
infect infer infest infiltrate inflame inflict infringe infuriate ingest inhabit inhale inherit inhibit innovate
inoculate inscribe insinuate inspect instal instil institute institutionalise institutionalize instruct insulate
insult insure intensify intercede intercept interchange interject intern interrogate interrupt intervene intimidate
intoxicate intrude invade invalidate invert invigorate irk irradiate irritate isolate itemise itemize jab jail jeer
jeopardise jeopardize jettison jilt jockey jog jolt jostle jot juggle jumble jut juxtapose kidnap kindle knight knit
knot label lacerate lag lambast lambaste lament lampoon languish lash laud launder lavish leapfrog lease lecture
legalise legalize legitimise legitimize lengthen levy liaise libel liberalise liberalize liberate license liken limp
linger liquefy liquidate lisp litigate litter livestream loan localise localize loosen loot lop lubricate lumber
lunge lurch lure lurk lynch magnify maim mandate maneuver mangle manoeuvre mar march marginalise marginalize market
maroon marshal marvel masquerade massacre master mastermind materialise materialize matriculate maul maximise
maximize meddle mediate mellow memorialise memorialize memorise memorize menace mend mesmerise mesmerize microwave
militarise milk mime mine minimise minimize mint misappropriate misbehave miscalculate misfire mishandle
misinterpret misjudge mismanage misplace misquote misspend misuse moan mobilise mobilize mock model modernise
modernize molest mollify monopolise monopolize moor mop mortgage mothball motivate motor mould mountaineer mourn mug
mumble munch murmur mushroom mutate mute mutilate mutiny mutter muzzle mystify nab nag nail narrate narrow
nationalise nationalize naturalise naturalize necessitate neglect nestle net neutralise neutralize nickname nip nix
nod nominate normalise normalize nourish nudge nullify nurse obey obligate oblige obliterate obscure obstruct
occasion occupy offload ogle omit ooze opt optimise orbit orchestrate ordain organise orient oscillate ostracise
ostracize oust outclass outdistance outfit outflank outfox outgun outlaw outline outlive outmanoeuvre outpace
outperform outplay outrage outrank outscore outshine outsmart outsource outstrip outvote outwit overburden overcrowd
overestimate overflow overhaul overheat overlap overload overpay overpower overreact overrule overshadow overstate
overstep overturn overuse overvalue overwork package pad paddle pain pamper pan parachute paralyse paralyze
paraphrase pardon parody parole parry partake partner patch patent patrol patronise patronize pause pave peak peck
pedal peddle peel peer peg pelt pen penalise perch perfect perforate perish perpetrate perpetuate perplex persecute
persist perturb peruse pervade petition phone pierce pile pilfer pillage pinch pinpoint pioneer pip pipe pique
pirate pitch pivot plagiarise plagiarize plague plaster pledge plot plunder ply poach pocket poise poke polarise
polarize police polish pollute ponder pool popularise portray posit position postpone postulate posture pound
practise praise prattle pre-empt precede precipitate precondition predate predispose predominate preempt prejudge
prejudice premiere pressurise pressurize prey prick prime prioritise prioritize prise privatise privatize probe
proclaim procrastinate prod profess proffer profile profiteer program programme prohibit pronounce propagate propel
prophesy proscribe prosecute prosper protract prune pry publicise publicize pucker pulverise pulverize pummel pump
puncture purify purport puzzle quadruple quake quantify quarantine quarrel quarry quarter quash quell query quest
queue quicken quieten radicalise radicalize radio rage raid rake ram ramble rampage rankle ransack rant rap rape
ratify rationalise rationalize rattle ravage raze re-elect re-enact re-establish re-examine reactivate readmit
realign reallocate reappoint rearm rearrange rearrest reason reassemble reassert reassess reassign reawaken rebel
rebound rebrand rebuff rebuke rebut recapture recede recharge reckon reclaim reclassify recline recognise recoil
recommence reconstruct recoup recuperate recur recycle redden redeploy redesign redevelop redistribute redouble
redress reelect reenact reevaluate reexamine refinance reform refrain refresh refuel refurbish regress regularise
regularize rehearse rehire reignite reimburse reincarnate reinforce reinstate reintegrate reinterpret reintroduce
reinvent reinvest reinvigorate reissue rejoin relapse relaunch relegate relent relieve relinquish relish relive
remand remark remarry remedy reminisce remit remodel remonstrate remortgage remunerate rename renege renounce
renovate reorganise reorganize repatriate repel replenish repossess repress reprieve reprimand reprint reproach
repudiate repulse requisition reroute rescind resemble resent resettle reshape reshuffle resonate resound restart
restate restructure resume resurface resuscitate retail retard retire retort retrace retract retrain reunite reuse
revamp revel reverberate revere revert revitalise revitalize revoke revolt revolutionise revolutionize revolve
rewire ridicule rifle rig rile riot ripen ripple rival roar roast rock romp rotate rough round rouse rout rove row
rue ruffle rumble rummage rumour rupture rust sabotage sack sadden safeguard salvage sanction sanitise sanitize
satirise satirize saturate saunter savage savor savour scald scale scalp scam scar scatter scavenge scheme scoop
scorch scorn scour scout scowl scramble scrap scrawl screech screen script scrounge scrutinise scrutinize sculpt
scupper scurry scuttle sear season secrete sedate seduce seep segregate sensationalise sentence sequester serenade
service sever shackle shame sharpen shave shear sheathe shell shelter shelve shepherd shield shipwreck shirk shiver
shock shoplift shore short shortlist shove shovel shred shriek shrivel shroud shrug shudder shuffle shun shutter
shuttle sideline sidestep sieve sift sigh sight signify silence simmer simplify situate skate skid skim skirmish
skirt skyrocket slacken slam slander slant slash slice slight slim slither slog slug slumber slump smack smear smirk
smite smother smoulder smuggle snack snag snare snarl snatch sneer sniff snipe snoop snore snub soar sob socialise
socialize solder solidify soothe source spank spar spare spark sparkle spearhead specialise specialize speculate
spiral splinter sponsor spotlight sprawl sprinkle sprint sprout spur spurn spurt spy squabble squander squash squat
squeak squeal stab stack staff stagger stagnate stain stake stalemate stalk stammer stampede standardise standardize
staple stash station steady steam stereotype sterilise sterilize stigmatise stigmatize stipulate stitch stockpile
stoke stomp stone store straddle strafe straighten strand strangle strap stratify stray streak streamline stroke
stun stunt stutter stymie subcontract subdivide subjugate sublet submerge subordinate subpoena subside subsidise
subsidize subsist substantiate substitute subvert suffice sulk sully summarise summarize summon supersede supervise
supplant suppress surf surface surmise surmount surpass surrender survey suspend swallow swamp swap sway swelter
swerve swindle swipe swirl swish swivel swoon swoop symbolise symbolize sympathise synchronise synchronize
synthesise synthesize table tabulate tag tail taint tally tamper tangle taper tarnish task tattoo taunt team tease
teem telephone televise tempt tender terrify terrorise terrorize thaw theorise theorize thicken thrill throb throng
throttle thump thunder tickle tilt tinker tip tire toast toil toll tone torch torment torpedo torture totter tout
tow trace traduce traffic trail trample transcribe transfix transfuse transgress transpire transplant transpose trap
traverse treasure trespass trickle trill triple triumph trivialise trivialize troop trouble trounce truck trump
truncate trundle tumble tune tunnel tussle tutor twitch typify unblock unbundle underfund undergird underline
underperform underpin understate undress undulate unearth unionise unionize unleash unload unlock unmask unnerve
unpack unravel unseat unsettle untangle unveil unwrap upgrade uphold uplift uproot urbanise urinate usher utter
vacate vaccinate vandalise vanquish varnish vault veer veil venerate vent ventilate vest vet veto vex vibrate
victimise victimize vilify vindicate visualise void vouch vow waft wage wager wail wall wallow wane wangle water
waver welch weld wheel whimper whine whip whirl whisk whisper widen wilt wince wire wither wobble woo worsen wound
wrangle wreak wreck wrench wrest wrestle wriggle wrinkle writhe yank yawn yearn yelp zap zigzag";

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
