/** Time zones by the names that Rails shows, such as `Paris` or `Pacific Time (US & Canada)`, as names of the IANA database. */
import { once } from "../once";

/** Where Rails' name is the last part of the IANA name. */
const CITIES = {
  Africa: "Cairo|Casablanca|Harare|Monrovia|Nairobi",
  America:
    "Asuncion|Bogota|Caracas|Chihuahua|La Paz|Lima|Mazatlan|Mexico City|Monterrey|Montevideo|Puerto Rico|Santiago|Tijuana",
  Asia: "Almaty|Baghdad|Baku|Bangkok|Dhaka|Hong Kong|Irkutsk|Jakarta|Jerusalem|Kabul|Kamchatka|Karachi|Kathmandu|Kolkata|Krasnoyarsk|Kuala Lumpur|Kuwait|Magadan|Muscat|Novosibirsk|Riyadh|Seoul|Singapore|Srednekolymsk|Taipei|Tashkent|Tbilisi|Tehran|Tokyo|Ulaanbaatar|Urumqi|Vladivostok|Yakutsk|Yerevan",
  Atlantic: "Azores",
  Australia: "Adelaide|Brisbane|Darwin|Hobart|Melbourne|Perth|Sydney",
  Europe:
    "Amsterdam|Athens|Belgrade|Berlin|Bratislava|Brussels|Bucharest|Budapest|Copenhagen|Dublin|Helsinki|Istanbul|Kaliningrad|Lisbon|Ljubljana|London|Madrid|Minsk|Moscow|Paris|Prague|Riga|Rome|Samara|Sarajevo|Skopje|Sofia|Stockholm|Tallinn|Vienna|Vilnius|Volgograd|Warsaw|Zagreb|Zurich",
  Pacific: "Auckland|Fiji|Guam|Port Moresby",
};

const OTHERS = {
  "Abu Dhabi": "Asia/Muscat",
  Alaska: "America/Juneau",
  "American Samoa": "Pacific/Pago_Pago",
  Arizona: "America/Phoenix",
  Astana: "Asia/Almaty",
  "Atlantic Time (Canada)": "America/Halifax",
  Beijing: "Asia/Shanghai",
  Bern: "Europe/Zurich",
  Brasilia: "America/Sao_Paulo",
  "Buenos Aires": "America/Argentina/Buenos_Aires",
  Canberra: "Australia/Canberra",
  "Cape Verde Is.": "Atlantic/Cape_Verde",
  "Central America": "America/Guatemala",
  "Central Time (US & Canada)": "America/Chicago",
  "Chatham Is.": "Pacific/Chatham",
  Chennai: "Asia/Kolkata",
  Chongqing: "Asia/Shanghai",
  "Eastern Time (US & Canada)": "America/New_York",
  Edinburgh: "Europe/London",
  Ekaterinburg: "Asia/Yekaterinburg",
  Georgetown: "America/Guyana",
  Greenland: "America/Godthab",
  Guadalajara: "America/Mexico_City",
  Hanoi: "Asia/Bangkok",
  Hawaii: "Pacific/Honolulu",
  "Indiana (East)": "America/Indiana/Indianapolis",
  "International Date Line West": "Etc/GMT+12",
  Islamabad: "Asia/Karachi",
  Kiev: "Europe/Kiev",
  Kyiv: "Europe/Kiev",
  "Marshall Is.": "Pacific/Majuro",
  "Mid-Atlantic": "Atlantic/South_Georgia",
  "Midway Island": "Pacific/Midway",
  "Mountain Time (US & Canada)": "America/Denver",
  Mumbai: "Asia/Kolkata",
  "New Caledonia": "Pacific/Noumea",
  "New Delhi": "Asia/Kolkata",
  Newfoundland: "America/St_Johns",
  "Nuku'alofa": "Pacific/Tongatapu",
  Osaka: "Asia/Tokyo",
  "Pacific Time (US & Canada)": "America/Los_Angeles",
  Pretoria: "Africa/Johannesburg",
  Quito: "America/Lima",
  Rangoon: "Asia/Rangoon",
  Samoa: "Pacific/Apia",
  Sapporo: "Asia/Tokyo",
  Saskatchewan: "America/Regina",
  "Solomon Is.": "Pacific/Guadalcanal",
  "Sri Jayawardenepura": "Asia/Colombo",
  "St. Petersburg": "Europe/Moscow",
  "Tokelau Is.": "Pacific/Fakaofo",
  UTC: "Etc/UTC",
  "Ulaan Bataar": "Asia/Ulaanbaatar",
  Wellington: "Pacific/Auckland",
  "West Central Africa": "Africa/Algiers",
};

export const railsZones = once(
  (): ReadonlyMap<string, string> =>
    new Map([
      ...Object.entries(CITIES).flatMap(([region, cities]) =>
        cities.split("|").map((city): [string, string] => [city, `${region}/${city.replaceAll(" ", "_")}`]),
      ),
      ...Object.entries(OTHERS),
    ]),
);
