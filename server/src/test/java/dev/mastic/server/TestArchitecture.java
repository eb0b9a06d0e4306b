package dev.mastic.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.Operation;
import dev.mastic.aws.ServiceException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.Logger;

/** The shape of the code base, as tests. Each rule says why it is there. */
class TestArchitecture {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.mastic");

    private final TreeMap<String, ArchRule> rules = new TreeMap<>();

    @TestFactory
    Stream<DynamicTest> rules() {
        layers();
        operations();
        determinism();
        data();
        return rules.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(CODE)));
    }

    private void layers() {
        rules.put(
                "dependencies point inward: server, services, runs and aws, store",
                Architectures.layeredArchitecture()
                        .consideringOnlyDependenciesInLayers()
                        .layer("server")
                        .definedBy("dev.mastic.server..")
                        .layer("services")
                        .definedBy("dev.mastic.services..")
                        .layer("runs")
                        .definedBy("dev.mastic.runs..")
                        .layer("aws")
                        .definedBy("dev.mastic.aws..")
                        .layer("store")
                        .definedBy("dev.mastic.store..")
                        .whereLayer("server")
                        .mayNotBeAccessedByAnyLayer()
                        .whereLayer("services")
                        .mayOnlyBeAccessedByLayers("server")
                        .whereLayer("runs")
                        .mayOnlyBeAccessedByLayers("server", "services")
                        .whereLayer("aws")
                        .mayOnlyBeAccessedByLayers("server", "services"));
        rules.put(
                "features do not know each other: they meet through ports that the server wires",
                slices().matching("dev.mastic.services.(*)..").should().notDependOnEachOther());
        rules.put(
                "modules have no cycles",
                slices().matching("dev.mastic.(*)..").should().beFreeOfCycles());
        rules.put(
                "only the edge knows HTTP",
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName(HttpEdge.class.getName())
                        .and()
                        .haveNameNotMatching(HttpEdge.class.getName() + "\\$.*")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.eclipse.jetty..", "com.sun.net.httpserver..", "java.net.http.."));
        rules.put(
                "SQL stays in Jdbc classes and the database itself",
                noClasses()
                        .that()
                        .haveNameNotMatching(".*\\.Jdbc[A-Za-z]*(\\$.*)?")
                        .and()
                        .resideOutsideOfPackage("dev.mastic.store..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.sql..", "org.jdbi.."));
        rules.put(
                "SDK model classes stay at the wire: *Api, *Shapes, *Access, and the module aws",
                noClasses()
                        .that(areNotAtTheWire())
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("software.amazon.awssdk.services.."));
        rules.put(
                "stores do not know the API",
                noClasses()
                        .that()
                        .haveSimpleNameEndingWith("Store")
                        .should()
                        .dependOnClassesThat()
                        .haveSimpleNameEndingWith("Api"));
    }

    private void operations() {
        rules.put(
                "operations are public methods of final *Api classes",
                methods()
                        .that()
                        .areAnnotatedWith(OnResource.class)
                        .should()
                        .beDeclaredInClassesThat()
                        .haveSimpleNameEndingWith("Api")
                        .andShould()
                        .bePublic());
        rules.put(
                "no public method of an Api escapes authorisation",
                methods()
                        .that()
                        .areDeclaredInClassesThat()
                        .haveSimpleNameEndingWith("Api")
                        .and()
                        .arePublic()
                        .and()
                        .doNotHaveName("arn")
                        .and()
                        .doNotHaveName("conditions")
                        .should()
                        .beAnnotatedWith(OnResource.class)
                        .andShould(takeTheCallerFirst()));
    }

    private void determinism() {
        rules.put(
                "time comes from a Clock, so that tests own it",
                noClasses()
                        .should()
                        .callMethod(Instant.class, "now")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                        com.tngtech.archunit.core.domain.properties.HasName.Predicates.name(
                                                "systemUTC"))
                                .and(outsideTheServer())));
        rules.put(
                "threads, processes and randomness are made in the server and the local launcher only",
                noClasses()
                        .that()
                        .resideOutsideOfPackages("dev.mastic.server..", "dev.mastic.runs.local..")
                        .should()
                        .callConstructor(Thread.class, Runnable.class)
                        .orShould()
                        .dependOnClassesThat()
                        .belongToAnyOf(Executors.class, ProcessBuilder.class)
                        .orShould()
                        .callConstructor(Random.class)
                        .orShould()
                        .callMethod(UUID.class, "randomUUID"));
    }

    private void data() {
        rules.put(
                "classes are final, abstract, records, enums or interfaces",
                classes().that().areTopLevelClasses().should(beClosed()));
        rules.put(
                "public fields are final", fields().that().arePublic().should().beFinal());
        rules.put(
                "nothing has setters, but operations may be called SetSomething",
                noMethods()
                        .that()
                        .areNotAnnotatedWith(OnResource.class)
                        .should()
                        .haveNameMatching("set[A-Z].*"));
        rules.put(
                "loggers are private static final",
                fields().that()
                        .haveRawType(Logger.class)
                        .should()
                        .bePrivate()
                        .andShould()
                        .beStatic()
                        .andShould()
                        .beFinal());
        rules.put("no standard streams", GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
        rules.put("no generic exceptions", GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS);
        rules.put(
                "a refusal is one exception type: errors of the domain are ServiceExceptions where clients see them",
                classes()
                        .that()
                        .areAssignableTo(ServiceException.class)
                        .should()
                        .haveFullyQualifiedName(ServiceException.class.getName()));
    }

    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> areNotAtTheWire() {
        return com.tngtech.archunit.base.DescribedPredicate.describe("are not at the wire", type -> {
            String name = type.getName().replaceAll("\\$.*", "");
            return !name.startsWith("dev.mastic.aws.") && !name.matches(".*(Api|Shapes|Access)");
        });
    }

    private static com.tngtech.archunit.base.DescribedPredicate<com.tngtech.archunit.core.domain.JavaCall<?>>
            outsideTheServer() {
        return com.tngtech.archunit.base.DescribedPredicate.describe(
                "of java.time.Clock outside the server",
                call -> call.getTargetOwner().isEquivalentTo(Clock.class)
                        && !call.getOriginOwner().getPackageName().startsWith("dev.mastic.server"));
    }

    private static ArchCondition<JavaMethod> takeTheCallerFirst() {
        return new ArchCondition<>("take the Caller and a request") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                List<JavaClass> parameters = method.getRawParameterTypes();
                boolean ok = parameters.size() >= 2 && parameters.get(0).isEquivalentTo(Caller.class);
                events.add(new SimpleConditionEvent(method, ok, method.getFullName() + " is no " + Operation.class));
            }
        };
    }

    private static ArchCondition<JavaClass> beClosed() {
        return new ArchCondition<>("be final, abstract, a record, an enum or an interface") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean ok = type.isInterface()
                        || type.isEnum()
                        || type.getModifiers().contains(JavaModifier.FINAL)
                        || type.getModifiers().contains(JavaModifier.ABSTRACT);
                events.add(new SimpleConditionEvent(type, ok, type.getName() + " is open for extension"));
            }
        };
    }
}
