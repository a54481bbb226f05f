/*
 * What the library's lists have and should not: its German, French and Spanish ones are translated from the English one
 * word by word, and what is foul in one of the languages can be honest in another.
 */

const ENGLISH = `ball balls bloody cox fanny flange flat gay hoar hoare jap lust lusting masochist nut pawn sadist sex snatch
  sunk titular viagra wang willies willy`;

const GERMAN = `ausleger aus blasen brüste buhn bälle eier esel fehler felgen flansch fux geil geschlecht glocke huhn hunde
  hündchen hintern in_% kock kokos knochen knospen knüppel kümmel lustig metzger mist nüsse pfoten phantasievoll samen sadist
  scherben schlitten schrauben splitter stiche verzögert wahnsinn ziegen`;

const FRENCH = `-_oui 3_points 4_h 5_heures arnaque attaque avec_les_doigts bandes bite bouchons boucliers boules bouton boutonné
  boutons bride c'est_ça caprins chine cliquetis clocher con coq coqs croûte culotte des_gangs doux duché décollage détecteur
  en_colère en_dollars engourdissements et_toi excité farcis feu feuillage frappe_de_poing frappes_de_poing fusils gland gras
  gros_plan infesté jante lancer les les_briques lustre luxure maquereau masochiste maître mégots negro osseux ouvrage ouvrés peaux
  pic pipe pipes pique poitrines pomme pour pousse purée pâte retard s'il_vous_plaît sabots sanglant sciages sein seins seigneur sexe
  signalisation souris sur_gage tablier taux_de_chute thorax titre tuyau vissage visage_de_coq ânes évier éviers tête_de_coq`;

const SPANISH = `♪ ♪♪ ¡dedo a) a_dólares bestia bigotes bolas brida cabra caliente caído ciberdelincuente cibernético colibrí corrida
  cuñada cuñas dedo dedos enojada entendido fusibles gallos grasa homo hueso kno los_ciberdelincuentes lujuria masoquista meandos
  más_caliente negro negros nueces orina orinar peón perro perros recto sadista senos sexo sh temblando tornillo transexual`;

/** Words, and phrases with their blanks, that are no swear words. */
export const HONEST_WORDS = [ENGLISH, GERMAN, FRENCH, SPANISH].flatMap((words) =>
  words.split(/\s+/).map((word) => word.replaceAll('_', ' ')),
);
