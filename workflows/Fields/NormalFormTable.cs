namespace MemberServices.Fields;

/// <summary>
/// The pairs of Unicode's canonical composition, with the mark's combining class, which is the order of several marks.
/// Left out: historic scripts, ancient Greek, mathematics, and signs that only have another code, such as the Kelvin's.
/// </summary>
static class NormalFormTable
{
    public static readonly IReadOnlyList<Row> Rows =
    [
        new('\u0300', 230, "AEIOUaeiouÜüNnЕИеиĒēŌōWwÂâĂăÊêÔôƠơƯưYy", "ÀÈÌÒÙàèìòùǛǜǸǹЀЍѐѝḔḕṐṑẀẁẦầẰằỀềỒồỜờỪừỲỳ"),
        new('\u0301', 230, "AEIOUYaeiouyCcLlNnRrSsZzÜüGgÅåÆæØø¨ΑΕΗΙΟ", "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹźǗǘǴǵǺǻǼǽǾǿ΅ΆΈΉΊΌ"),
        new('\u0301', 230, "ΥΩϊαεηιϋουωϒГКгкÇçĒēÏïKkMmÕõŌōPpŨũWwÂâĂă", "ΎΏΐάέήίΰόύώϓЃЌѓќḈḉḖḗḮḯḰḱḾḿṌṍṒṓṔṕṸṹẂẃẤấẮắ"),
        new('\u0301', 230, "ÊêÔôƠơƯư", "ẾếỐốỚớỨứ"),
        new('\u0302', 230, "AEIOUaeiouCcGgHhJjSsWwYyZzẠạẸẹỌọ", "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷẐẑẬậỆệỘộ"),
        new('\u0303', 230, "ANOanoIiUuVvÂâĂăEeÊêÔôƠơƯưYy", "ÃÑÕãñõĨĩŨũṼṽẪẫẴẵẼẽỄễỖỗỠỡỮữỸỹ"),
        new('\u0304', 230, "AaEeIiOoUuÜüÄäȦȧÆæǪǫÖöÕõȮȯYyИиУуGgḶḷṚṛ", "ĀāĒēĪīŌōŪūǕǖǞǟǠǡǢǣǬǭȪȫȬȭȰȱȲȳӢӣӮӯḠḡḸḹṜṝ"),
        new('\u0306', 230, "AaEeGgIiOoUuУИиуЖжАаЕеȨȩẠạ", "ĂăĔĕĞğĬĭŎŏŬŭЎЙйўӁӂӐӑӖӗḜḝẶặ"),
        new('\u0307', 230, "CcEeGgIZzAaOoBbDdFfHhMmNnPpRrSsŚśŠšṢṣTtW", "ĊċĖėĠġİŻżȦȧȮȯḂḃḊḋḞḟḢḣṀṁṄṅṖṗṘṙṠṡṤṥṦṧṨṩṪṫẆ"),
        new('\u0307', 230, "wXxYyſ", "ẇẊẋẎẏẛ"),
        new('\u0308', 230, "AEIOUaeiouyYΙΥιυϒЕІеіАаӘәЖжЗзИиОоӨөЭэУуЧ", "ÄËÏÖÜäëïöüÿŸΪΫϊϋϔЁЇёїӒӓӚӛӜӝӞӟӤӥӦӧӪӫӬӭӰӱӴ"),
        new('\u0308', 230, "чЫыHhÕõŪūWwXxt", "ӵӸӹḦḧṎṏṺṻẄẅẌẍẗ"),
        new('\u0309', 230, "AaÂâĂăEeÊêIiOoÔôƠơUuƯưYy", "ẢảẨẩẲẳẺẻỂểỈỉỎỏỔổỞởỦủỬửỶỷ"),
        new('\u030A', 230, "AaUuwy", "ÅåŮůẘẙ"),
        new('\u030B', 230, "OoUuУу", "ŐőŰűӲӳ"),
        new('\u030C', 230, "CcDdEeLlNnRrSsTtZzAaIiOoUuÜüGgKkƷ\u0292jHh", "ČčĎďĚěĽľŇňŘřŠšŤťŽžǍǎǏǐǑǒǓǔǙǚǦǧǨǩǮǯǰȞȟ"),
        new('\u030F', 230, "AaEeIiOoRrUuѴѵ", "ȀȁȄȅȈȉȌȍȐȑȔȕѶѷ"),
        new('\u0311', 230, "AaEeIiOoRrUu", "ȂȃȆȇȊȋȎȏȒȓȖȗ"),
        new('\u031B', 216, "OoUu", "ƠơƯư"),
        new('\u0323', 220, "BbDdHhKkLlMmNnRrSsTtVvWwZzAaEeIiOoƠơUuƯư", "ḄḅḌḍḤḥḲḳḶḷṂṃṆṇṚṛṢṣṬṭṾṿẈẉẒẓẠạẸẹỊịỌọỢợỤụỰự"),
        new('\u0323', 220, "Yy", "Ỵỵ"),
        new('\u0324', 220, "Uu", "Ṳṳ"),
        new('\u0325', 220, "Aa", "Ḁḁ"),
        new('\u0326', 220, "SsTt", "ȘșȚț"),
        new('\u0327', 202, "CcGgKkLlNnRrSsTtEeDdHh", "ÇçĢģĶķĻļŅņŖŗŞşŢţȨȩḐḑḨḩ"),
        new('\u0328', 202, "AaEeIiUuOo", "ĄąĘęĮįŲųǪǫ"),
        new('\u032D', 220, "DdEeLlNnTtUu", "ḒḓḘḙḼḽṊṋṰṱṶṷ"),
        new('\u032E', 220, "Hh", "Ḫḫ"),
        new('\u0330', 220, "EeIiUu", "ḚḛḬḭṴṵ"),
        new('\u0331', 220, "BbDdKkLlNnRrTtZzh", "ḆḇḎḏḴḵḺḻṈṉṞṟṮṯẔẕẖ"),
        new('\u0653', 230, "\u0627", "\u0622"),
        new('\u0654', 230, "\u0627\u0648\u064A\u06D5\u06C1\u06D2", "\u0623\u0624\u0626\u06C0\u06C2\u06D3"),
        new('\u0655', 220, "\u0627", "\u0625"),
        new('\u093C', 7, "\u0928\u0930\u0933", "\u0929\u0931\u0934"),
        new('\u09BE', 0, "\u09C7", "\u09CB"),
        new('\u09D7', 0, "\u09C7", "\u09CC"),
        new('\u0B3E', 0, "\u0B47", "\u0B4B"),
        new('\u0B56', 0, "\u0B47", "\u0B48"),
        new('\u0B57', 0, "\u0B47", "\u0B4C"),
        new('\u0BBE', 0, "\u0BC6\u0BC7", "\u0BCA\u0BCB"),
        new('\u0BD7', 0, "\u0B92\u0BC6", "\u0B94\u0BCC"),
        new('\u0C56', 91, "\u0C46", "\u0C48"),
        new('\u0CC2', 0, "\u0CC6", "\u0CCA"),
        new('\u0CD5', 0, "\u0CBF\u0CC6\u0CCA", "\u0CC0\u0CC7\u0CCB"),
        new('\u0CD6', 0, "\u0CC6", "\u0CC8"),
        new('\u0D3E', 0, "\u0D46\u0D47", "\u0D4A\u0D4B"),
        new('\u0D57', 0, "\u0D46", "\u0D4C"),
        new('\u0DCA', 9, "\u0DD9\u0DDC", "\u0DDA\u0DDD"),
        new('\u0DCF', 0, "\u0DD9", "\u0DDC"),
        new('\u0DDF', 0, "\u0DD9", "\u0DDE"),
        new('\u102E', 0, "\u1025", "\u1026"),
        new('\u1B35', 0, "\u1B05\u1B07\u1B09\u1B0B\u1B0D\u1B11\u1B3A\u1B3C\u1B3E\u1B3F\u1B42", "\u1B06\u1B08\u1B0A\u1B0C\u1B0E\u1B12\u1B3B\u1B3D\u1B40\u1B41\u1B43"),
        new('\u3099', 8, "かきくけこさしすせそたちつてとはひふへほうゝカキクケコサシスセソタチツテトハヒフ", "がぎぐげござじずぜぞだぢづでどばびぶべぼゔゞガギグゲゴザジズゼゾダヂヅデドバビブ"),
        new('\u3099', 8, "ヘホウワヰヱヲヽ", "ベボヴヷヸヹヺヾ"),
        new('\u309A', 8, "はひふへほハヒフヘホ", "ぱぴぷぺぽパピプペポ"),
    ];

    /// <param name="Mark">What follows a letter.</param>
    /// <param name="Class">Its combining class; 0: nothing may stand between it and the letter.</param>
    /// <param name="Letters">Those that it makes one sign with.</param>
    /// <param name="Composed">The signs, in the same order.</param>
    public sealed record Row(char Mark, int Class, string Letters, string Composed);
}
