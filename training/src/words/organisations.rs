//! Organisations of the world that news writes about, the words that names of organisations end with, and the words
//! that stand before people. Our own lists.

/// Organisations.
pub const ORGANISATIONS: &str = "\
United Nations; UN; U.N.; European Union; EU; E.U.; NATO; African Union; Arab League; ASEAN; OPEC; WTO; IMF; World Bank; WHO; UNESCO; UNICEF;
UNHCR; IAEA; Interpol; Europol; OECD; OSCE; Commonwealth; Red Cross; Red Crescent; Amnesty International; Human Rights Watch; Greenpeace; Oxfam;
Doctors Without Borders; Salvation Army; FIFA; UEFA; IOC; NBA; NFL; NHL; MLB; NCAA; International Monetary Fund; World Trade Organization;
World Health Organization; Security Council; General Assembly; European Commission; European Parliament; European Central Bank; ECB;
Congress; Senate; House of Representatives; Parliament; Supreme Court; White House; Pentagon; Kremlin; State Department; Treasury; Justice Department;
Defense Department; Federal Reserve; Fed; CIA; FBI; NSA; NASA; EPA; FDA; FCC; FTC; SEC; IRS; DEA; FEMA; CDC; TSA; FAA; NTSB; OSHA; USDA; DHS; DOJ; DOE;
MI5; MI6; BBC; CNN; ABC; NBC; CBS; Fox News; MSNBC; NPR; PBS; Reuters; AP; Associated Press; AFP; Agence France-Presse; UPI; Xinhua; Kyodo; Yonhap; TASS;
Interfax; Bloomberg; Dow Jones; New York Times; Washington Post; Wall Street Journal; USA Today; Guardian; Financial Times; Economist; Newsweek; Time;
Der Spiegel; Le Monde; Al Jazeera; Al Arabiya; Haaretz; Times of India; Voice of America; Radio Free Europe; Associated Press;
Al Qaeda; al-Qaeda; Al - Qaeda; Al Qaida; al - Qaida; Taliban; Taleban; Hamas; Hezbollah; Hizbollah; Fatah; PLO; ISIS; ISIL; Islamic State;
Islamic Jihad; Boko Haram; al - Shabab; ETA; IRA; FARC; LTTE; PKK; Tamil Tigers; Muslim Brotherhood; Khmer Rouge; Lashkar - e - Taiba; Jemaah Islamiyah;
Republican Party; Democratic Party; GOP; Labour Party; Labour; Conservative Party; Tories; Liberal Democrats; Green Party; Greens; BJP; ANC; Likud; Kadima;
Communist Party; Social Democrats; Christian Democrats; Sinn Fein; Baath Party; Ba'ath; SPD; CDU; AKP; United Russia; Congress Party; Tea Party;
Microsoft; Apple; Google; Alphabet; Amazon; Amazon.com; Facebook; Meta; Twitter; YouTube; Yahoo; Yahoo!; eBay; PayPal; Netflix; Intel; AMD; IBM; HP;
Hewlett-Packard; Dell; Cisco; Oracle; SAP; Adobe; Nvidia; Qualcomm; Motorola; Nokia; Ericsson; BlackBerry; Sony; Samsung; Samsung Electronics; LG; Hyundai;
Kia; Toyota; Honda; Nissan; Mazda; Mitsubishi; Suzuki; Subaru; Toshiba; Hitachi; Panasonic; Canon; Nikon; Fujitsu; Sharp; Nintendo; SoftBank; Huawei; ZTE;
Lenovo; Alibaba; Tencent; Baidu; Xiaomi; Foxconn; TSMC; Acer; Asus; Ford; General Motors; GM; Chrysler; Tesla; SpaceX; Volkswagen; VW; BMW; Daimler;
Mercedes-Benz; Mercedes; Audi; Porsche; Fiat; Ferrari; Renault; Peugeot; Volvo; Jaguar; Land Rover; Boeing; Airbus; Lockheed Martin; Raytheon;
Northrop Grumman; General Dynamics; Halliburton; Bechtel; Blackwater; General Electric; GE; Siemens; Philips; Bosch; 3M; DuPont; Dow Chemical; BASF; Bayer;
Monsanto; Pfizer; Merck; Novartis; Roche; GlaxoSmithKline; AstraZeneca; Sanofi; Johnson & Johnson; Moderna; Amgen; Genentech; Eli Lilly; Abbott; Exxon;
ExxonMobil; Exxon Mobil; Mobil; Chevron; Texaco; ConocoPhillips; Shell; Royal Dutch Shell; BP; Total; Gazprom; Rosneft; Lukoil; Yukos; Aramco; Saudi Aramco;
Petrobras; PetroChina; Sinopec; CNOOC; Enron; El Paso; Duke Energy; Dynegy; Reliant; Calpine; PG&E; Edison; Williams; Citigroup; Citibank; Citi; JPMorgan;
JP Morgan; J.P. Morgan; JPMorgan Chase; Chase; Bank of America; Wells Fargo; Goldman Sachs; Morgan Stanley; Merrill Lynch; Lehman Brothers; Bear Stearns;
UBS; PaineWebber; Credit Suisse; Deutsche Bank; Commerzbank; Barclays; HSBC; RBS; Lloyds; Santander; BNP Paribas; Societe Generale; ING; Standard Chartered;
American Express; Visa; MasterCard; AIG; Allianz; AXA; MetLife; Prudential; Berkshire Hathaway; BlackRock; Blackstone; Carlyle Group; Fannie Mae; Freddie Mac;
Nasdaq; NASDAQ; NYSE; Moody's; Standard & Poor's; S&P; Fitch; Deloitte; KPMG; PricewaterhouseCoopers; Ernst & Young; Arthur Andersen; Andersen; McKinsey;
Accenture; Wal-Mart; Walmart; Target; Costco; Home Depot; Lowe's; Best Buy; Sears; Macy's; Kmart; Safeway; Kroger; Whole Foods; Walgreens; CVS; Tesco;
Carrefour; Aldi; Ikea; IKEA; H&M; Zara; Gap; Nike; Adidas; Puma; Levi's; McDonald's; McDonalds; Burger King; Wendy's; KFC; Subway; Pizza Hut; Domino's;
Taco Bell; Starbucks; Dunkin' Donuts; Coca-Cola; Coke; Pepsi; PepsiCo; Nestle; Nestlé; Unilever; Procter & Gamble; Kraft; Kellogg; General Mills; Danone;
Anheuser-Busch; Heineken; Philip Morris; Marriott; Hilton; Hyatt; Sheraton; Holiday Inn; Disney; Walt Disney; Time Warner; AOL; Warner Bros; Universal;
Paramount; Viacom; News Corp; News Corporation; Comcast; Verizon; AT&T; Sprint; T-Mobile; Vodafone; BT; Deutsche Telekom; Orange; Telefonica; Singtel;
SingTel; Airtel; Reliance; Tata; Infosys; Wipro; American Airlines; United Airlines; Delta; Southwest; JetBlue; British Airways; Lufthansa; Air France; KLM;
Ryanair; easyJet; Qantas; Emirates; Singapore Airlines; Cathay Pacific; Korean Air; Aeroflot; Greyhound; Amtrak; FedEx; UPS; DHL; Hertz; Avis; Uber; Lyft;
Airbnb; Expedia; Craigslist; Wikipedia; Skype; LinkedIn; Instagram; WhatsApp; Mozilla; Red Hat; Napster; MySpace; Myspace; Carnival; Royal Caribbean; Cunard;
Harvard; Yale; Princeton; Stanford; MIT; UCLA; Berkeley; Oxford; Cambridge; Columbia University; Cornell; Georgetown; NYU; Duke; Notre Dame; Caltech;
Yankees; Red Sox; Mets; Dodgers; Giants; Cubs; Lakers; Celtics; Knicks; Bulls; Heat; Cowboys; Patriots; Steelers; Packers; Bears; Eagles; Redskins; Jets;
Manchester United; Manchester City; Chelsea; Arsenal; Liverpool; Tottenham; Everton; Barcelona; Real Madrid; Bayern Munich; Juventus; AC Milan; Inter Milan;
Ajax; Celtic; Rangers; NRA; ACLU; AARP; NAACP; PETA; AFL-CIO; UAW; Teamsters; YMCA; YWCA; Boy Scouts; Rotary; Scientology; Mossad; KGB; FSB; ISI; IDF;
Hezb-e-Islami; Northern Alliance; Mahdi Army; Coalition Provisional Authority; CPA; Governing Council; Republican Guard; Marines; Marine Corps; Coast Guard;
National Guard; Royal Navy; Scotland Yard; Vatican; Holy See; Church of England; Downing Street; FERC; CPUC; Cal ISO; NERC; ERCOT; ISDA; CFTC; NYMEX";

/// Words that the names of organisations end with, or begin before *of*.
pub const HEADS: &str = "\
inc inc. corp corp. co co. ltd ltd. llc l.l.c. llp l.p. lp plc ag gmbh sa s.a. nv n.v. bhd pte oy ab spa company companies corporation incorporated limited group holdings
holding partners associates brothers bros bros. sons enterprises industries international systems technologies technology solutions services consulting motors
electronics semiconductor software networks communications telecom media pictures studios records entertainment publishing press news newspaper times
herald tribune gazette journal post magazine radio television bank bancorp trust financial capital securities insurance mutual investments fund funds
exchange airlines airways air railways railroad shipping logistics lines energy power electric gas oil petroleum mining steel chemical chemicals
pharmaceuticals pharma biotech laboratories labs foods beverages stores restaurant cafe grill pizza salon spa clinic hospital hotel inn university
college school academy institute institution faculty department ministry office bureau agency commission committee council authority administration
service board court tribunal senate parliament congress assembly government police army navy force forces guard corps command brigade brigades
battalion division regiment militia front movement party alliance coalition union federation confederation league association society club foundation
organization organisation network center centre church mosque temple ministries orchestra museum library theatre theater team fc f.c. united";

/// Words that stand before the names of people.
pub const TITLES: &str = "\
mr mr. mrs mrs. ms ms. miss dr dr. prof prof. sir lord lady dame king queen prince princess duke pope cardinal bishop archbishop father rabbi imam sheikh
sheik ayatollah mullah president vice-president premier chancellor minister secretary senator sen sen. representative rep rep. congressman congresswoman
governor gov gov. mayor ambassador envoy judge justice attorney prosecutor lawyer general gen gen. colonel col col. major maj maj. captain capt capt.
lieutenant lt lt. sergeant sgt sgt. corporal private admiral commander officer sheriff detective inspector chief director chairman chairwoman ceo cfo
executive manager spokesman spokeswoman spokesperson analyst economist professor scientist researcher author writer journalist reporter correspondent
editor coach striker goalkeeper quarterback actor actress singer director leader activist dictator brother sister wife husband son daughter uncle aunt
saint st st.";
