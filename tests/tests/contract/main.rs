//! Contracts between what is written in different places: crates, template, policies, papers, checklists. A new
//! function needs no line here; it is found by its folder, and each test names what it lacks.

mod adding;
mod alarms;
mod arrows;
mod buying;
mod dashboard;
mod dates;
mod guards;
mod holidays;
mod house;
mod lockfile;
mod papers;
mod parameters;
mod points;
mod policies;
mod queues;
mod recorded;
mod returned;
mod sources;
mod template;
