// By which indexes SQLite finds what is listed.
#include <doctest/doctest.h>

#include "list_fixture.hpp"
#include "native/store/sql/lists.hpp"
#include "native/store/sql/reader.hpp"
#include "statement_log.hpp"
#include "stores.hpp"

using namespace hookstorm;
using namespace hookstorm::native;
using namespace hookstorm::native::test;

TEST_CASE("lists: no statement of theirs goes through a table, or sorts") {
  ListFixture<SqliteFile> fixture;
  const WorkspaceKey other = fixture.add_workspace("other");
  const WebhookKey webhook = fixture.add_webhook(test::kThirdId, other);
  fixture.end(fixture.enqueue(0).deliveries[0], DeliveryState::exhausted);
  fixture.end(fixture.enqueue_for(other, 1, webhook).deliveries[0], DeliveryState::exhausted);
  {
    const test::StatementLog log;
    sqlite::Database database(fixture.opened.path(), sqlite::Access::read);
    SqlLists lists(database);
    for (const WorkspaceKey workspace : {kDefaultWorkspace, other}) {
      const EpochMilliseconds at = kNow + (workspace == other ? 1 : 0);
      const std::string& own = workspace == other ? test::kThirdId : test::kFirstId;
      const MessageFilter between{.workspace = workspace,
                                  .trigger = Trigger::event_created,
                                  .since = kNow - 1,
                                  .until = kNow + 2};
      CHECK(lists.messages(between, kFromTheEnd, kAll).records.size() == 1);
      CHECK(lists.delivery(workspace, id_at(at), own));
      for (const std::vector<DeliveryState>& states : std::vector<std::vector<DeliveryState>>{
               {},
               {DeliveryState::pending, DeliveryState::exhausted},
               {DeliveryState::exhausted}}) {
        CHECK(lists.deliveries({.message = between, .states = states}, kFromTheEnd, kAll)
                  .records.size() > 0);
        CHECK(lists
                  .deliveries({.message = between, .webhook_id = own, .states = states},
                              kFromTheEnd, kAll)
                  .records.size() == 1);
      }
    }
    SqlReader reader(database, Configurations());
    CHECK(reader.audit(other, kFromTheEnd, 9).empty());
  }
  const test::Plans plans = test::plans_of(test::StatementLog::seen(), fixture.opened.path());
  CHECK(plans.size() > 10);
  for (const auto& planned : plans) {
    const std::string& statement = planned.first;
    const std::string& plan = planned.second;
    CAPTURE(statement);
    CAPTURE(plan);
    CHECK(plan.find("SCAN") == std::string::npos);
    CHECK(plan.find("TEMP B-TREE") == std::string::npos);
  }
}
