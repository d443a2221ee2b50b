//! Whether a message is direct marketing, as people and machines are told; and what is asked of messages and forms.

#[path = "common/run.rs"]
mod run;

use run::{Folder, Ran};
use serde_json::Value;

const BOOKING: &str = "Your booking for Sunday at 2pm is confirmed. Show this at the door.\n\nAdd afternoon tea for £22 and save.\n";
const OFFER: &str = "Fernhill Council\n\nJoin our gym at Fernhill Leisure Centre today: the first month is half price. Book now.\n";

/// What people get whom a public body has to tell something.
const SERVICE: [&str; 3] = [
    "Dear Sam Marsh,\n\nYour MOT is due by 14 May 2027. You can find a test centre online.\n\nThe vehicle reminder service\n",
    "Dear Sam,\n\nYou are eligible for a free flu vaccination. Book online or call the surgery.\n\nFernhill Surgery\n",
    "Fernhill Council\n\nYour council tax for the year is £1,642.10. Your first instalment of £164.21 is due on 1 April. \
     You may be able to get a discount if you live alone.\n",
];

fn answer(ran: &Ran) -> Value {
    let report: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.out));
    assert_eq!(report["schema"], 1);
    report["documents"][0]["direct_marketing"].clone()
}

#[test]
fn a_mixed_message_is_explained_by_the_words_that_promote() {
    let folder = Folder::new("classify-mixed").with("booking.txt", BOOKING);
    let args = ["classify", "booking.txt", "--sender", "museum trust"];
    folder.run(&args).ends_with(0).says(&[
        "booking.txt: ",
        "a service message with direct marketing in it",
        "What promotes something:",
        "line 3: ",
        "What else it does:",
        "line 1: ",
        "Sender: museum trust, taken as: ",
        "Take out what promotes something",
    ]);
    let ran = folder.run(&[&args[..], &["--format", "json"]].concat());
    let answer = answer(&ran);
    assert_eq!(answer["verdict"], "mixed");
    assert!(answer["row"].is_u64() && answer["reason"].is_string());
    let signals = answer["signals"].as_array().expect("signals");
    let promotes = signals.iter().filter(|signal| signal["side"] == "promotion");
    for signal in promotes {
        let (start, end) = (signal["start"].as_u64().expect("a start") as usize, signal["end"].as_u64().expect("an end") as usize);
        assert_eq!(BOOKING[start..end], *signal["text"].as_str().expect("words"));
        assert_eq!(signal["line"], 3);
    }
}

#[test]
fn what_only_the_sender_decides_is_left_open_with_both_outcomes() {
    let folder = Folder::new("classify-open").with("views.txt", "Tell us what you think of the new park: join the campaign for it.\n");
    folder.run(&["classify", "views.txt"]).ends_with(0).says(&["Sender: not known; say who sends it with --sender"]);
}

#[test]
fn a_notice_is_no_message_and_what_cannot_be_read_fails_alone() {
    let notice = "<!-- noticelint: kind=privacy-notice -->\n\n# Privacy notice\n\nWe keep your data for six years.\n";
    let folder = Folder::new("classify-other").with("notice.md", notice).with("offer.txt", OFFER);
    let ran = folder.run(&["classify", "notice.md", "--format", "json"]);
    ran.ends_with(0);
    assert_eq!(answer(&ran)["verdict"], "not-a-message");
    let ran = folder.run(&["classify", "offer.txt", "none.txt"]);
    ran.ends_with(2).says(&["offer.txt: direct marketing", "none.txt"]);
}

#[test]
fn a_mail_in_base64_is_read() {
    let body = "Sm9pbiBvdXIgZ3ltIHRvZGF5OiB0aGUgZmlyc3QgbW9udGggaXMgaGFsZiBwcmljZS4gQm9vayBub3cu";
    let mail = format!(
        "From: Fernhill Gym <gym@fernhill.example>\nSubject: Hello\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\
         Content-Transfer-Encoding: base64\n\n{body}\n"
    );
    let folder = Folder::new("classify-mail").with("offer.eml", mail);
    let ran = folder.run(&["classify", "offer.eml", "--format", "json"]);
    ran.ends_with(0);
    assert_eq!(answer(&ran)["verdict"], "direct-marketing");
}

#[test]
fn an_offer_needs_a_way_to_stop_and_a_service_message_does_not() {
    let folder = Folder::new("opt-out").with("offer.txt", OFFER);
    let args = ["--kind", "message", "--sector", "public-authority", "--channel", "email"];
    let ran = folder.run(&[&["check", "offer.txt"][..], &args].concat());
    ran.ends_with(1).says(&["error[opt-out/missing]", "PECR reg 22", "Unsubscribe from all our e-mails"]);
    for text in SERVICE {
        let folder = Folder::new("opt-out-service").with("message.txt", text);
        let ran = folder.run(&[&["check", "message.txt", "--format", "short"][..], &args].concat());
        ran.ends_with(0);
        assert!(!ran.out.contains("opt-out/"), "{text}{}", ran.out);
    }
}

#[test]
fn each_line_of_a_file_of_texts_is_a_message_of_its_own() {
    let texts = "Fernhill Gym: your class on Monday is cancelled.\n\nFernhill Gym: join today and get 50% off. Book now.\n\
                 Fernhill Gym: 20% off all classes this week. Text STOP to 60777 to opt out.\n";
    let folder = Folder::new("texts").with("gym.sms", texts);
    let ran = folder.run(&["classify", "gym.sms", "--format", "json"]);
    ran.ends_with(0);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let verdicts: Vec<&str> =
        report["documents"].as_array().expect("documents").iter().filter_map(|one| one["direct_marketing"]["verdict"].as_str()).collect();
    assert_eq!(verdicts, ["not-direct-marketing", "direct-marketing", "direct-marketing"]);
    let ran = folder.run(&["check", "gym.sms", "--format", "short"]);
    let found: Vec<&str> = ran.out.lines().filter(|line| line.contains("opt-out/")).collect();
    assert_eq!(found.len(), 1, "{}", ran.out);
    assert!(found[0].starts_with("gym.sms:3:") && found[0].contains("opt-out/sms-stop"), "{}", found[0]);
}
